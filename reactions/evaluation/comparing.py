"""How well extraction reads: claims against hand-coded gold, kind by kind and type by
type.

What counts as found is the rule of the project's scoring: an action by country and
type, an official by country and last name, a statement by country and half of the
shorter span. Gold marked "optional" is neither missed when absent nor wrong when
present.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reactions.evaluation.figures import Agreement, Evaluation, Figures, Miss
from reactions.evaluation.files import Record
from reactions.evaluation.likeness import (
    HALF,
    Key,
    Place,
    act_key,
    gold_span,
    is_grounded,
    is_posture,
    is_same,
    last_name,
    same_title,
    share,
    span_of,
    words_of,
)

Agrees = Callable[[Record, Record], bool]
KINDS = ("posture", "action", "official", "statement")


def evaluate(
    gold: Mapping[str, Record],
    rows: Mapping[str, Record],
    texts: Mapping[str, str],
) -> Evaluation:
    """Figures for `rows` (lines of `extract`) against `gold`, both by article name;
    `texts` are the decoded files that offsets count in. Articles without gold are
    left out.
    """
    tally = _Tally()
    for name, wanted in gold.items():
        row, text = rows.get(name, {}), texts.get(name, "")
        acts = row.get("actions", ())
        postures = [act for act in acts if is_posture(act)]
        others = [act for act in acts if not is_posture(act)]
        article = _Article(name, text)
        _compare_acts(tally, article, "posture", wanted.get("postures", ()), postures)
        _compare_acts(tally, article, "action", wanted.get("actions", ()), others)
        _compare_officials(
            tally, article, wanted.get("officials", ()), row.get("officials", ())
        )
        _compare_statements(
            tally, article, wanted.get("statements", ()), row.get("statements", ())
        )
        _check_grounding(tally, article, [*acts, *row.get("statements", ())])
        if not wanted.get("postures"):
            tally.quiet += 1
            tally.made_up += len(_grouped(postures, act_key))
    absent = sum(name not in rows for name in gold)
    return tally.evaluation(articles=len(gold), absent=absent)


@dataclass(frozen=True, slots=True)
class _Article:
    name: str
    text: str


class _Tally:
    """Counts while the articles go by."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], int] = {}
        self.agreements: dict[str, dict[str, Agreement]] = {}
        self.types: set[str] = set()
        self.misses: list[Miss] = []
        self.claims = self.ungrounded = self.quiet = self.made_up = 0

    def count(self, outcome: str, *, names: Iterable[str]) -> None:
        for name in names:
            self.outcomes[name, outcome] = self.outcomes.get((name, outcome), 0) + 1

    def agree(self, respect: str, *, hit: bool, names: Iterable[str]) -> None:
        for name in names:
            known = self.agreements.setdefault(name, {})
            before = known.get(respect, Agreement(0, 0))
            known[respect] = Agreement(before.hit + hit, before.seen + 1)

    def evaluation(self, *, articles: int, absent: int) -> Evaluation:
        return Evaluation(
            articles=articles,
            absent=absent,
            claims=self.claims,
            ungrounded=self.ungrounded,
            quiet=self.quiet,
            made_up=self.made_up,
            kinds=tuple(self._figures_of(kind) for kind in KINDS),
            types=tuple(self._figures_of(type_) for type_ in sorted(self.types)),
            misses=tuple(self.misses),
        )

    def _figures_of(self, name: str) -> Figures:
        found, missed, wrong = (
            self.outcomes.get((name, outcome), 0)
            for outcome in ("found", "missed", "wrong")
        )
        return Figures(name, found, missed, wrong, self.agreements.get(name, {}))


def _compare_acts(
    tally: _Tally,
    article: _Article,
    kind: str,
    gold: Sequence[Record],
    claimed: Sequence[Record],
) -> None:
    agree: dict[str, Agrees] = {
        "span": lambda g, c: share(span_of(g), span_of(c)) >= HALF
    }
    if kind == "posture" or any("stage" in record for record in gold):
        agree["stage"] = lambda g, c: (
            (g.get("stage") or g.get("status")) == c.get("stage")
        )
    _compare_keyed(
        tally, article, kind, gold=gold, claimed=claimed, key=act_key, agree=agree
    )


def _compare_officials(
    tally: _Tally,
    article: _Article,
    gold: Sequence[Record],
    claimed: Sequence[Record],
) -> None:
    _compare_keyed(
        tally,
        article,
        "official",
        gold=gold,
        claimed=claimed,
        key=lambda record: (record["country"], last_name(record["name"])),
        agree={"title": same_title},
    )


def _compare_keyed(
    tally: _Tally,
    article: _Article,
    kind: str,
    *,
    gold: Sequence[Record],
    claimed: Sequence[Record],
    key: Callable[[Record], Key],
    agree: Mapping[str, Agrees],
) -> None:
    """Records found by a key, each key once."""
    wanted = _grouped((r for r in gold if not r.get("optional")), key)
    free = {key(record) for record in gold if record.get("optional")}
    seen = _grouped(claimed, key)
    for each, records in wanted.items():
        names = _names(tally, kind, each)
        if each not in seen:
            tally.count("missed", names=names)
            tally.misses.append(_miss("missed", kind, article, records[0]))
            continue
        tally.count("found", names=names)
        for respect, same in agree.items():
            hit = any(same(g, c) for g in records for c in seen[each])
            tally.agree(respect, hit=hit, names=names)
    for each, records in seen.items():
        if each not in wanted and each not in free:
            tally.count("wrong", names=_names(tally, kind, each))
            tally.misses.append(_miss("wrong", kind, article, records[0]))


def _compare_statements(
    tally: _Tally,
    article: _Article,
    gold: Sequence[Record],
    claimed: Sequence[Record],
) -> None:
    placed = [(record, gold_span(record, article.text)) for record in gold]
    placed = [(record, span) for record, span in placed if span is not None]
    free = list(range(len(claimed)))
    for record, span in sorted(placed, key=lambda each: bool(each[0].get("optional"))):
        best = _best_claim(record, span, claimed=claimed, free=free)
        if best is not None:
            free.remove(best)
        if record.get("optional"):
            continue
        if best is None:
            tally.count("missed", names=["statement"])
            tally.misses.append(_miss("missed", "statement", article, record))
            continue
        _count_statement(tally, record, span, claim=claimed[best])
    for place in free:
        claim = claimed[place]
        # A second piece of a statement already found is not wrong: a long quotation
        # may be kept in two rows.
        if not any(is_same(record, span, claim) for record, span in placed):
            tally.count("wrong", names=["statement"])
            tally.misses.append(_miss("wrong", "statement", article, claim))


def _count_statement(
    tally: _Tally, record: Record, span: Place | None, *, claim: Record
) -> None:
    names = ["statement"]
    kind = record.get("kind") or ("direct" if record.get("direct") else "indirect")
    tally.count("found", names=names)
    tally.agree("kind", hit=claim.get("kind") == kind, names=names)
    speaker = words_of(record["speaker"]) & words_of(claim.get("speaker"))
    tally.agree("speaker", hit=bool(speaker), names=names)
    exact = span == span_of(claim)
    tally.agree("exact span", hit=exact, names=names)
    if record.get("stance"):
        same = record["stance"] == claim.get("stance")
        tally.agree("stance", hit=same, names=names)


def _best_claim(
    record: Record,
    span: Place | None,
    *,
    claimed: Sequence[Record],
    free: Sequence[int],
) -> int | None:
    """The free claim that shares most with a gold statement, None without one."""
    hits = [place for place in free if is_same(record, span, claimed[place])]
    return max(
        hits, key=lambda place: share(span, span_of(claimed[place])), default=None
    )


def _check_grounding(
    tally: _Tally, article: _Article, claims: Sequence[Record]
) -> None:
    tally.claims += len(claims)
    tally.ungrounded += sum(not is_grounded(claim, article.text) for claim in claims)


def _names(tally: _Tally, kind: str, key: Key) -> list[str]:
    """What a record counts towards: its kind and, for an act, its type."""
    if kind not in ("posture", "action"):
        return [kind]
    type_ = f"embassy_{key[1]}" if kind == "posture" else key[1]
    tally.types.add(type_)
    return [kind, type_]


def _grouped(
    records: Iterable[Record], key: Callable[[Record], Key]
) -> dict[Key, list[Record]]:
    groups: dict[Key, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups


def _miss(outcome: str, kind: str, article: _Article, record: Record) -> Miss:
    what = " ".join(
        str(record[name])
        for name in ("country", "type", "name", "speaker")
        if record.get(name)
    )
    words = record.get("evidence") or record.get("text") or ""
    return Miss(outcome, kind, article.name, what, words)
