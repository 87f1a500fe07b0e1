"""A second reader: what no frame told, a model learnt from coded texts may still see.

The frames are exact and miss what is said in other words. The model weighs the words of
a sentence and who does what in it, and says how likely an act of each type is told.
Where it is sure and no frame spoke, the act is claimed at the clause that weighs most;
its state, stage and dates are found as for any frame. Its claims bear the rule
`second_reader`. The table is made by `reactions/tables/make_second_reader.py`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reactions.extraction.actions import claims_of
from reactions.extraction.acts import Act
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.fitting import fits
from reactions.extraction.moods import Mood, mood_of
from reactions.extraction.noun_moods import mood_of_noun
from reactions.extraction.ownership import actors_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import (
    LEAVING,
    OF_PASSENGERS,
    BadTable,
    Frame,
    frames,
)
from reactions.extraction.second_clauses import verb_of
from reactions.extraction.second_features import Feature, features_of, stem_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token, TokenSpan
from reactions.extraction.verb_forms import is_infinitive, is_passive
from reactions.vocabulary import ActionType, Stage

RULE = "second_reader"
DAMPED = 0.25
"""Long sentences have more to weigh: a sum is divided by this root of its number."""
SURE = {True: 0.8, False: 0.7}
SURE_OF_CLAUSE = {True: 0.7, False: 0.7}
"""How likely an act must be, a posture (True) and another one."""
WORTH_A_LOOK = -1.0
HARDLY = -6.0
"""What the words of a sentence must weigh, in log odds, for it to be read by this
reader, and for it to be read at all."""
HARDLY_OF_PART = -1.0
"""The same of a part of a sentence: "Prices rose, and Norway closed its embassy"."""
MARKS = frozenset({",", ";", ":", "–", "—"})
POSSIBLE = 0.1
"""How likely a sentence must make an act for its clauses to be asked one by one."""
TOLD_BY_NOT = frozenset({ActionType.EMBASSY_KEPT, ActionType.RECOGNITION_WITHHELD})

Weights = Mapping[str, tuple[tuple[int, float], ...]]
KEPT = ActionType.EMBASSY_KEPT
TALKS = ActionType.TALKS_HELD
"""To host them is to hold them: "is hosting both sides" is done."""
STATES = frozenset({"be", "have"})
LAST = 3
"""Tokens at the end of a sentence that a question mark may stand among."""
IN_FORCE = frozenset({Stage.UNDERWAY, Stage.DONE})
HOUSES = frozenset("building compound premise ground house office room".split())
DONE_TO_OTHERS = frozenset(
    {
        TALKS,
        ActionType.SANCTIONS_IMPOSED,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.RELATIONS_CUT,
        ActionType.RECOGNITION_GRANTED,
        ActionType.RECOGNITION_WITHHELD,
        ActionType.FLIGHTS_SUSPENDED,
        ActionType.BORDER_CLOSED,
    }
)
"""Acts of which the one state that is named may be the other side."""
NOT_KEPT = frozenset(
    {
        ActionType.EMBASSY_CLOSED,
        ActionType.EMBASSY_SUSPENDED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_REOPENED,
    }
)
CONTRARY = {
    KEPT: NOT_KEPT,
    **dict.fromkeys(NOT_KEPT, frozenset({KEPT})),
    ActionType.AID_PLEDGED: frozenset({ActionType.AID_SUSPENDED}),
    ActionType.AID_SUSPENDED: frozenset({ActionType.AID_PLEDGED}),
    ActionType.TROOPS_DEPLOYED: frozenset({ActionType.TROOPS_WITHDRAWN}),
    ActionType.TROOPS_WITHDRAWN: frozenset({ActionType.TROOPS_DEPLOYED}),
    ActionType.RECOGNITION_GRANTED: frozenset({ActionType.RECOGNITION_WITHHELD}),
    ActionType.RECOGNITION_WITHHELD: frozenset({ActionType.RECOGNITION_GRANTED}),
}
"""What the same words are easily taken for; the surer of the two is told."""

Weighed = tuple[str, int, tuple[tuple[int, float], ...]]
"""What was seen, the place of its token, and what it weighs for which types."""
Seen = Sequence[Weighed]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features by the place of a type in `types`, and the types' biases.

    `words` and `worth` say by words alone whether a sentence is worth a closer look.
    """

    types: tuple[ActionType, ...]
    bias: tuple[float, ...]
    weights: Weights
    words: Mapping[str, float]
    stems: Mapping[str, float]
    worth: float


@cache
def learnt() -> Model:
    """The table `tables/second_reader.tsv`. Raises BadTable when it cannot be read."""
    source = resources.files("reactions.extraction") / "tables" / "second_reader.tsv"
    try:
        _, head, biases, *rows = source.read_text(encoding="utf-8").splitlines()
        kinds = tuple(map(ActionType, head.split("\t")[1:]))
        worth, *bias = map(float, biases.split("\t"))
        weights, looks = _weights(rows)
    except (OSError, ValueError) as error:
        raise BadTable(f"tables/second_reader.tsv: {error}") from error
    stems = {name[2:]: w for name, w in looks.items() if name.startswith("s ")}
    words = {
        name[2:]: w + stems.get(stem_of(name[2:]), 0.0)
        for name, w in looks.items()
        if name.startswith("w ")
    }
    return Model(kinds, tuple(bias), weights, words, stems, worth)


def _weights(rows: Iterable[str]) -> tuple[Weights, Mapping[str, float]]:
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    words: dict[str, float] = {}
    for row in rows:
        name, *cells = row.split("\t")
        pairs = [(int(at), float(weight)) for at, _, weight in map(_cut, cells)]
        if pairs and pairs[0][0] == 0:
            words[name] = pairs.pop(0)[1]
        weights[name] = tuple((at - 1, weight) for at, weight in pairs)
    return weights, words


def _cut(cell: str) -> tuple[str, str, str]:
    return cell.partition(":")


def read_again(
    sentence: TokenSpan, *, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """The acts that the model is sure of in a sentence of which no frame told one."""
    words = list(sentence)
    if any("?" in token.text for token in words[-LAST:]):
        return
    seen = weighed(features_of(words, passage))
    chances = {k: c for k, c in chances_of(seen).items() if c >= POSSIBLE}
    if not chances:
        return
    known: set[tuple[ActionType, str]] = set()
    clauses = _by_clause(seen, passage)
    for _, kind, at in sorted(_found(chances, clauses), reverse=True):
        against = (kind, *CONTRARY.get(kind, ()))
        verb = passage.doc[at]
        for claim in _claims(kind, verb, words, passage=passage, calendar=calendar):
            if known.isdisjoint((other, claim.country) for other in against):
                known.add((kind, claim.country))
                yield claim


def only_new(actions: Sequence[ActionClaim]) -> Iterator[ActionClaim]:
    """Without what this reader found of a state and type that a frame told as well.

    What is in force is new beside a plan or a denial, and these are not beside it.
    """
    told = {(a.type, a.country) for a in actions if a.rule != RULE}
    in_force = {
        (a.type, a.country) for a in actions if a.rule != RULE and a.stage in IN_FORCE
    }
    for action in actions:
        known = in_force if action.stage in IN_FORCE else told
        if action.rule != RULE or (action.type, action.country) not in known:
            yield action


def _found(
    chances: Mapping[ActionType, float], clauses: Mapping[int, Seen]
) -> Iterator[tuple[float, ActionType, int]]:
    """How likely, the types that are likely enough, and the verbs that tell them."""
    done = set()
    for kind, chance in chances.items():
        if chance >= SURE[kind.is_posture]:
            done.add(kind)
            yield chance, kind, max(clauses, key=lambda at: _weight(kind, clauses[at]))
    for at, own in clauses.items() if len(clauses) > 1 else ():
        for kind, chance in chances_of(own).items():
            if chance >= SURE_OF_CLAUSE[kind.is_posture] and kind not in done:
                yield chance, kind, at


def weighed(features: Iterable[Feature]) -> Seen:
    """What was seen and has weights, with the place it was seen at."""
    weights = learnt().weights
    return [
        (name, at, pairs)
        for name, at in features
        if (pairs := weights.get(name)) is not None
    ]


def _by_clause(seen: Seen, passage: Passage) -> dict[int, list[Weighed]]:
    """What was seen in each clause, by the place of its verb."""
    found: dict[int, list[Weighed]] = defaultdict(list)
    for each in seen:
        found[verb_of(passage.doc[each[1]]).i].append(each)
    return found


def worth_of(sentence: Iterable[Token]) -> float:
    """How likely, by its words alone, a sentence tells any act: its log odds."""
    model = learnt()
    total, count = 0.0, 0
    for form in dict.fromkeys(token.lower_ for token in sentence):
        weight = model.words.get(form)
        if weight is None:
            weight = model.stems.get(stem_of(form))
        if weight is not None:
            total += weight
            count += 1
    return model.worth + total / math.pow(max(count, 1), DAMPED)


def is_hopeless(sentence: TokenSpan, worth: float) -> bool:
    """Whether neither a sentence nor any part of it between marks may tell an act."""
    if worth >= HARDLY:
        return False
    part: list[Token] = []
    for token in sentence:
        part.append(token)
        if token.text in MARKS:
            if worth_of(part) >= HARDLY_OF_PART:
                return False
            part = []
    return worth_of(part) < HARDLY_OF_PART


def chances_of(seen: Seen) -> dict[ActionType, float]:
    """How likely each type is told by what was seen; seen twice counts once."""
    model = learnt()
    sums = [0.0] * len(model.types)
    once = {name: pairs for name, _, pairs in seen}
    for pairs in once.values():
        for at, weight in pairs:
            sums[at] += weight
    root = math.pow(max(len(once), 1), DAMPED)
    return {
        kind: 1 / (1 + math.exp(-(bias + total / root)))
        for kind, bias, total in zip(model.types, model.bias, sums, strict=True)
    }


def _weight(kind: ActionType, seen: Seen) -> float:
    place = learnt().types.index(kind)
    return sum(weight for _, _, pairs in seen for at, weight in pairs if at == place)


def _claims(
    kind: ActionType,
    verb: Token,
    words: Sequence[Token],
    *,
    passage: Passage,
    calendar: Calendar,
) -> Iterator[ActionClaim]:
    """The act at a clause's verb, where a state does it and nothing speaks against."""
    theme = _theme(kind, verb, passage)
    mood = mood_of_noun(verb) if verb.pos_ == "NOUN" else mood_of(verb)
    if theme is None or _is_no_such_act(kind, verb, theme, mood):
        return
    going_on = kind is TALKS and mood.stage is Stage.UNDERWAY
    frame = _frame(kind, negated=mood.negated, done=going_on)
    classes = classes_of(theme, passage)
    actors = actors_of(frame, verb, theme, classes, passage)
    if not actors and kind not in DONE_TO_OTHERS:
        actors = _only_state(words, verb, passage)
    act = Act(verb, theme, passage, mood, actors)
    if actors and fits(frame, act):
        yield from claims_of(frame, act, calendar)


def _is_no_such_act(kind: ActionType, verb: Token, theme: Token, mood: Mood) -> bool:
    """What the words are like and the grammar is not."""
    if kind is KEPT and mood.negated and not mood.kept:
        return True  # "would not open", "has not ruled out" keep nothing
    if kind in OF_PASSENGERS and theme in subjects(verb) and not is_passive(verb):
        return True  # "220 Swedes crossed by bus": on their own
    if kind in LEAVING and any(o.lemma_.lower() in HOUSES for o in objects(verb)):
        return True  # "left the building" before a flight is no act of its own
    if kind.is_posture:
        return False
    if verb.lemma_ in STATES:
        return True  # "are under consideration", "has a frigate on standby": how far?
    # A headline, which the frames read, or a parse gone wrong.
    return is_infinitive(verb) and verb.head is verb


def _theme(kind: ActionType, verb: Token, passage: Passage) -> Token | None:
    """What it is done to: the first noun of a class that a type's frames ask for.

    A posture is told of nothing else; of other acts any noun will do.
    """
    wanted = _theme_classes(kind)
    nouns = [*objects(verb), *subjects(verb), *(n for _, n in complements(verb))]
    fitting = (noun for noun in nouns if wanted & classes_of(noun, passage))
    found = next(fitting, None)
    if found is None and kind.is_posture and kind is not KEPT:
        clause = (t for t in verb.subtree if verb_of(t) is verb and t.pos_ == "NOUN")
        found = next((t for t in clause if wanted & classes_of(t, passage)), None)
    elif found is None and not kind.is_posture:
        found = nouns[0] if nouns else verb
    return found


@cache
def _theme_classes(kind: ActionType) -> frozenset[str]:
    return frozenset(c for f in frames() if f.type is kind for c in f.theme)


def _only_state(
    words: Iterable[Token], verb: Token, passage: Passage
) -> tuple[str, ...]:
    """The one state that a sentence names beside the host, in the verb's own clause."""
    named = [
        (mention.code, verb_of(token) is verb_of(verb))
        for token in words
        if (mention := passage.mention_of.get(token.i)) is not None
        and mention.code not in {None, passage.discourse.host}
    ]
    codes = {code for code, _ in named if code}
    in_clause = any(here for _, here in named)
    return tuple(codes) if len(codes) == 1 and in_clause else ()


@cache
def _frame(kind: ActionType, *, negated: bool, done: bool) -> Frame:
    """A frame that asks for nothing; of what is told by a "not", for that alone."""
    by_not = negated and kind in TOLD_BY_NOT
    return Frame(
        rule=RULE,
        type=kind,
        verbs=frozenset(),
        nouns=frozenset(),
        theme=_theme_classes(kind),
        role="target" if kind is ActionType.SANCTIONS_IMPOSED else "object",
        needs=frozenset({"negated"} if by_not else ()),
        without=frozenset(),
        stage=Stage.DONE if done else None,
        done=None,
        beside=False,
        state="",
        examples=(),
        counterexamples=(),
    )
