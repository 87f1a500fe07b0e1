#!/usr/bin/env python3
"""Make `extraction/tables/second_reader.tsv`: what the second reader has learnt.

    python -m pip install scikit-learn==1.9.1
    DEBUG=true python reactions/tables/make_second_reader.py

Reads the coded texts that may be read (`tests/extraction/gold`, `held` and `fresh` left
out) and the coded passages, lets the rules work through them and looks at every
sentence as the second reader will. For each type of act one logistic regression weighs
what is seen; it learns twice: first from sentences, then from their clauses too, each
act given to the clause that weighs most for it. One regression more, of words alone,
says whether a sentence is worth a closer look.

numpy, scipy and scikit-learn are imported where they are needed: a test asks this file
for `digest_of_sources`.

To be run again when coded texts, classes of nouns or `second_features` change. Neither
the tests nor those who use the project need scikit-learn.
"""

import csv
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reactions.extraction import sentence_acts  # noqa: E402
from reactions.extraction.pipeline import extract  # noqa: E402
from reactions.extraction.second_clauses import verb_of  # noqa: E402
from reactions.extraction.second_features import features_of  # noqa: E402

TABLE = ROOT / "reactions" / "extraction" / "tables" / "second_reader.tsv"
GOLD = ROOT / "tests" / "extraction" / "gold"
PASSAGES = ROOT / "tests" / "extraction" / "passages"
DISTRACTORS = ROOT / "tests" / "extraction" / "distractors.toml"
FRAMES = ROOT / "reactions" / "extraction" / "tables" / "frames.toml"
SENTENCES = sorted(
    path
    for path in (ROOT / "tests" / "extraction").glob("acts*.toml")
    if not path.stem.endswith("_held")
)
OF_POSTURES = frozenset(
    """acts_embassies acts_embassies_plain acts_embassies_listed acts_left_out
    acts_beside acts_whereabouts""".split()
)
"""Collections of which only the embassy acts are coded."""
READ = ("build", "later", "literary", "plain")
WORTH = "any"
UNBOUNDED = "other"
"""A type that the codebook does not bound, and nobody can learn."""

CRISES_AT_LEAST = 3
"""In how many hosts' crises something is seen before it counts: places are not."""
ACTS_AT_LEAST = 10
STRENGTH = 30.0
STRENGTH_OF_WORDS = 10.0
DAMPED = 0.25
SLIGHT = 0.05
"""Weights under this part of a type's greatest are left out."""


@dataclass
class Unit:
    """Something to learn from: what is seen, the acts told, those not to judge by."""

    seen: set[str]
    told: set[str]
    doubtful: set[str]
    clauses: list[set[str]]
    host: str = ""


@dataclass
class Text:
    """A coded text; an act is its type and, where it is known, where it is told."""

    body: str
    published: date | None
    host: str
    city: str
    acts: list[tuple[str, bool, tuple[int, int] | None]]


def sources() -> list[Path]:
    folders = [GOLD / name for name in READ]
    texts = [p for f in folders for p in sorted(f.rglob("*")) if p.is_file()]
    return [*texts, *sorted(PASSAGES.glob("*.toml")), DISTRACTORS, *SENTENCES, FRAMES]


def digest_of_sources() -> str:
    whole = hashlib.sha256()
    for path in sources():
        whole.update(path.relative_to(ROOT).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def gold_texts() -> Iterator[Text]:
    for name in READ:
        coded = json.loads((GOLD / name / "gold.json").read_text("utf-8"))
        articles = GOLD / name / "articles"
        with (articles / "manifest.csv").open(newline="", encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                body = (articles / row["file"]).read_text("utf-8")
                acts = list(acts_of(coded[row["file"]], body))
                day = row["published_on"]
                published = date.fromisoformat(day) if day else None
                yield Text(body, published, row["host"], row["host_city"] or "", acts)


def acts_of(
    coded: dict[str, Any], body: str
) -> Iterator[tuple[str, bool, tuple[int, int] | None]]:
    for kind, prefix in (("postures", "embassy_"), ("actions", "")):
        for record in coded[kind]:
            start = record.get("start", body.find(record["evidence"]))
            span = (start, start + len(record["evidence"]))
            yield prefix + record["type"], bool(record.get("optional")), span


def passages() -> Iterator[Text]:
    """Every other passage of a file may be read; of a file named `read_*` all may."""
    for path in sorted(PASSAGES.glob("*.toml")):
        every = tomllib.loads(path.read_text("utf-8"))["passage"]
        for row in every if path.stem.startswith("read_") else every[::2]:
            acts = [(record.split()[1], False, None) for record in row["records"]]
            yield Text(row["text"], row["published"], row["host"], "", acts)


def distractors() -> Iterator[Text]:
    """Texts without an embassy act; of other acts nothing is said."""
    every = tomllib.loads(DISTRACTORS.read_text("utf-8"))["passage"]
    for row in every[::2]:
        yield Text(row["text"], row["published"], row["host"], row["city"], [])


def sentences() -> Iterator[tuple[Text, bool]]:
    """Coded sentences, and whether only their embassy acts are coded."""
    for path in SENTENCES:
        for row in tomllib.loads(path.read_text("utf-8"))["act"]:
            acts = [(act.split()[1], False, None) for act in row["acts"]]
            host, city = row.get("host", "SD"), row.get("city", "Khartoum")
            published = row.get("published", date(2023, 4, 23))
            yield (
                Text(row["text"], published, host, city, acts),
                path.stem in OF_POSTURES,
            )


def examples() -> Iterator[tuple[Text, str]]:
    """What the frames must find and must leave alone, with the type in question."""
    for row in tomllib.loads(FRAMES.read_text("utf-8"))["frame"]:
        kind, day = row["type"], date(2023, 4, 23)
        for text in row["examples"]:
            yield Text(text, day, "SD", "Khartoum", [(kind, False, None)]), kind
        for text in row.get("not", ()):
            yield Text(text, day, "SD", "Khartoum", []), kind


def units_of(text: Text) -> list[tuple[Unit, tuple[int, int]]]:
    """The sentences of a text that the second reader would see, with their places."""
    found: list[tuple[Unit, tuple[int, int]]] = []

    tell = sentence_acts._told

    def look(sentence: Any, passage: Any, calendar: Any) -> tuple[Any, ...]:
        told = tuple(tell(sentence, passage, calendar))
        seen = list(features_of(list(sentence), passage))
        clauses: dict[int, set[str]] = defaultdict(set)
        for name, place in seen:
            clauses[verb_of(passage.doc[place]).i].add(name)
        at = (passage.offset + sentence.start_char, passage.offset + sentence.end_char)
        names = {name for name, _ in seen}
        unit = Unit(names, set(), set(), [*clauses.values()], text.host)
        found.append((unit, at))
        return told

    with (
        # Every sentence is looked at, whatever an older table makes of its words.
        mock.patch.object(sentence_acts, "worth_of", return_value=0.0),
        mock.patch.object(sentence_acts, "_told", look),
        mock.patch.object(sentence_acts, "read_again", return_value=()),
    ):
        extract(
            text.body, published_on=text.published, host=text.host, host_city=text.city
        )
    return found


def learnable(text: Text) -> tuple[list[Unit], list[Unit]]:
    """The units of a text: those whose acts are known, and those to be given acts.

    An act whose words are known belongs to the sentences it overlaps. A passage of
    several sentences is one unit first; its sentences learn what they tell later.
    """
    units = units_of(text)
    kinds = {kind for kind, _, _ in text.acts}
    if any(span is None for *_, span in text.acts) and len(units) > 1:
        whole = Unit(set(), kinds, set(), [], text.host)
        for unit, _ in units:
            whole.seen |= unit.seen
            whole.clauses += unit.clauses
        return [whole], [unit for unit, _ in units]
    for unit, (start, end) in units:
        for kind, optional, span in text.acts:
            if span is None or (span[0] < end and start < span[1]):
                (unit.doubtful if optional else unit.told).add(kind)
        unit.doubtful -= unit.told
    return [unit for unit, _ in units], []


class Learner:
    """Logistic regressions over the same features, one a type."""

    def __init__(self, kinds: Sequence[str], names: Sequence[str]) -> None:
        import numpy as np

        self.kinds, self.names = list(kinds), list(names)
        self.place = {name: at for at, name in enumerate(names)}
        self.weights = np.zeros((len(kinds), len(names)))
        self.bias = np.zeros(len(kinds))

    def matrix(self, units: Sequence[Unit]) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix, diags

        rows, columns = [], []
        for at, unit in enumerate(units):
            known = [self.place[n] for n in sorted(unit.seen) if n in self.place]
            columns += known
            rows += [at] * len(known)
        shape = (len(units), len(self.names))
        counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        length = np.asarray(counts.sum(1)).ravel() ** DAMPED
        return (diags(1 / np.maximum(length, 1)) @ counts).tocsr()

    def learn(self, units: Sequence[Unit], *, strength: float) -> None:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        seen = self.matrix(units)
        for at, kind in enumerate(self.kinds):
            told = np.array([kind in u.told for u in units])
            sure = np.array([kind not in u.doubtful for u in units])
            model = LogisticRegression(
                C=strength, solver="liblinear", max_iter=500, random_state=0
            )
            model.fit(seen[sure], told[sure])
            weights = model.coef_[0]
            weights[np.abs(weights) < SLIGHT * np.abs(weights).max()] = 0
            self.weights[at], self.bias[at] = weights, model.intercept_[0]

    def weigh(self, kind: str, seen: set[str]) -> float:
        row = self.weights[self.kinds.index(kind)]
        return float(sum(row[self.place[n]] for n in seen if n in self.place))

    def given(self, parts: Sequence[set[str]], unit: Unit) -> Iterator[Unit]:
        """The parts of a unit, each act given to the part that weighs most for it."""
        told: list[set[str]] = [set() for _ in parts]
        for kind in unit.told & set(self.kinds):
            best = max(range(len(parts)), key=lambda at: self.weigh(kind, parts[at]))
            told[best].add(kind)
        for seen, own in zip(parts, told, strict=True):
            yield Unit(seen, own, (unit.told | unit.doubtful) - own, [])


def collected() -> tuple[list[Unit], list[tuple[Unit, list[Unit]]]]:
    """Everything to learn from, and the passages whose acts are not yet placed."""
    units: list[Unit] = []
    parted: list[tuple[Unit, list[Unit]]] = []
    for text in (*gold_texts(), *passages()):
        known, parts = learnable(text)
        units += known
        if parts:
            parted.append((known[0], parts))
    other = {kind for unit in units for kind in unit.told if not is_posture(kind)}
    for text in distractors():
        for unit, _ in units_of(text):
            unit.doubtful = other
            units.append(unit)
    for text, of_postures in sentences():
        known, parts = learnable(text)
        for unit in known:
            unit.doubtful = other - unit.told if of_postures else set()
        units += known
        if parts:
            parted.append((known[0], parts))
    every = other | {kind for unit in units for kind in unit.told}
    for text, kind in examples():
        known, _ = learnable(text)
        for unit in known:
            unit.doubtful = every - {kind}
        units += known
    return units, parted


def is_posture(kind: str) -> bool:
    return kind.startswith("embassy_")


def by_clauses(
    learner: Learner, units: Sequence[Unit], parted: Sequence[tuple[Unit, list[Unit]]]
) -> Iterator[Unit]:
    """Clauses, and sentences of passages, with the acts that are likeliest theirs."""
    for unit in units:
        if len(unit.clauses) > 1:
            yield from learner.given(unit.clauses, unit)
    for whole, parts in parted:
        yield from learner.given([part.seen for part in parts], whole)


def common(units: Sequence[Unit]) -> list[str]:
    """What is seen in several crises; what one has alone is mostly a place."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for name in unit.seen:
            hosts[name].add(unit.host)
    return sorted(n for n, found in hosts.items() if len(found) >= CRISES_AT_LEAST)


def worth_a_look(units: Sequence[Unit]) -> tuple[float, dict[str, float]]:
    """What words alone say of a sentence: the bias, and a weight for each word."""
    words = [
        Unit(
            {name for name in u.seen if name[0] in "ws"},
            {WORTH} if u.told else set(),
            set(),
            [],
            u.host,
        )
        for u in units
        if u.told or not u.doubtful
    ]
    learner = Learner([WORTH], (names := common(words)))
    learner.learn(words, strength=STRENGTH_OF_WORDS)
    weights = dict(zip(names, learner.weights[0], strict=True))
    return float(learner.bias[0]), {n: w for n, w in weights.items() if w}


def write(learner: Learner, bias: float, words: dict[str, float]) -> None:
    import numpy as np

    lines = [f"# learnt from {digest_of_sources()}"]
    lines.append("\t".join([WORTH, *learner.kinds]))
    lines.append("\t".join(f"{b:.3f}" for b in (bias, *learner.bias)))
    for name in sorted({*learner.names, *words}):
        pairs = [f"0:{words[name]:.2f}"] if name in words else []
        if name in learner.place:
            column = learner.weights[:, learner.place[name]]
            pairs += [f"{at + 1}:{column[at]:.2f}" for at in np.flatnonzero(column)]
        lines.append("\t".join([name, *pairs]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    units, parted = collected()
    acts = Counter(kind for unit in units for kind in unit.told)
    kinds = sorted(k for k, n in acts.items() if n >= ACTS_AT_LEAST and k != UNBOUNDED)
    learner = Learner(kinds, (names := common(units)))
    learner.learn(units, strength=STRENGTH)
    learner.learn([*units, *by_clauses(learner, units, parted)], strength=STRENGTH)
    write(learner, *worth_a_look(units))
    print(f"{len(units)} sentences and passages, {sum(acts.values())} acts")
    print(f"{len(names)} features, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
