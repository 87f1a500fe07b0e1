"""Read clauses whose verb is left out: "Ghana will not", "nor has Togo".

The parser hangs what is left of such a clause anywhere, often on a verb that follows;
the words that stand next to each other tell more: a state's name beside an auxiliary,
and a stop where the verb would be. The act is the one that was told last.
"""

from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.acts import Act
from reactions.extraction.left_out import RECOGNITION
from reactions.extraction.likewise import another_told, is_just_told
from reactions.extraction.moods import CONSIDERING, NO_MOOD
from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import Frame, frames
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

COMING = frozenset({"will", "wo", "shall"})
"""Not "would": "Chile would not" is a refusal that has been given."""
BARE = COMING | frozenset(
    "would may might could has have had does do did is are was were".split()
)
LIKEWISE = frozenset({"so", "nor", "neither"})
NONE_OF = frozenset({"not", "n't", "n’t"})
TRAILING = frozenset("yet so far for now either to date".split())
STOPS = frozenset({",", ".", ";", ":", "-", "–", "—", "!"})
LINKS = frozenset({"and", "but", "while", "because", "though", "although"})
OPENERS = LINKS | frozenset({"whereas", "that", "yet", "however"})
JOINTS = frozenset({",", "and", "or", "nor", "the"})
REFUSED = frozenset(
    {
        ActionType.SANCTIONS_IMPOSED,
        ActionType.RELATIONS_CUT,
        ActionType.AID_SUSPENDED,
        ActionType.ENVOY_RECALLED,
        ActionType.DIPLOMATS_EXPELLED,
    }
)
"""What others did, and leaving it out is said of a state that might have as well."""
FORMS = {
    "VB": COMING | {"would", "may", "might", "could", "does", "do", "did"},
    "VBN": frozenset({"has", "have", "had", "is", "are", "was", "were"}),
    "VBD": frozenset({"has", "have", "had"}),
    "VBG": frozenset({"is", "are", "was", "were"}),
}
"""Which auxiliaries go with a form of a verb: with another the parse is wrong."""


def told_by_auxiliary(token: Token, passage: Passage) -> tuple[Frame, Act] | None:
    """The act last told, by those whose name stands beside a bare auxiliary."""
    frame = passage.discourse.act
    if frame is None or not token.i:
        return None
    before = token.nbor(-1).lower_
    if before in LIKEWISE:
        return _likewise(token, frame, passage, negated=before != "so")
    at = token.i + 1
    if at >= len(token.doc) or token.doc[at].lower_ not in NONE_OF:
        return None
    return _left_undone(token, frame, passage)


def _likewise(
    token: Token, frame: Frame, passage: Passage, *, negated: bool
) -> tuple[Frame, Act] | None:
    """ "and so will Togo", "nor has Togo": the last act is told by another too."""
    kept = frame.type in {ActionType.EMBASSY_KEPT, ActionType.RECOGNITION_WITHHELD}
    if negated and not (kept or passage.discourse.act_denied):
        return None
    if not is_just_told(token, passage):
        return None
    actors = _others(_names_behind(token, passage), passage)
    if negated and frame.type is not ActionType.EMBASSY_KEPT:
        return _put(token, frame, passage, actors, negated=True)
    return _put(token, frame, passage, actors, negated=False)


def _left_undone(
    token: Token, frame: Frame, passage: Passage
) -> tuple[Frame, Act] | None:
    """ "Ghana will not": recognition left out is withheld, a penalty refused."""
    if frame.type not in RECOGNITION | REFUSED or not _stops_after(token):
        return None
    near = frame.type in RECOGNITION or is_just_told(token, passage)
    if not near or another_told(token, passage):
        return None
    actors = _others(_names_before(token, passage), passage)
    return _put(token, frame, passage, actors, negated=True)


def _put(
    token: Token,
    frame: Frame,
    passage: Passage,
    actors: tuple[str, ...],
    *,
    negated: bool,
) -> tuple[Frame, Act] | None:
    if not actors:
        return None
    if frame.type in RECOGNITION and negated:
        frame = next(f for f in frames() if f.rule == "withholds_recognition")
    stage = Stage.DONE
    if token.lower_ in COMING:
        stage = Stage.ANNOUNCED
    elif token.lower_ in CONSIDERING:
        stage = Stage.CONSIDERED
    kept = frame.type is ActionType.EMBASSY_KEPT
    mood = replace(NO_MOOD, stage=stage, negated=negated, kept=kept, kept_stage=stage)
    return frame, Act(token, None, passage, mood, actors)


def _others(names: list[str], passage: Passage) -> tuple[str, ...]:
    left_out = {passage.discourse.host, *passage.discourse.act_codes}
    return tuple(c for c in dict.fromkeys(names) if c not in left_out)


def _stops_after(token: Token) -> bool:
    """Whether nothing follows "not" that the auxiliary could belong to."""
    doc, end, at = token.doc, token.sent.end, token.i + 2
    while at < end and doc[at].lower_ in TRAILING:
        at += 1
    if at < end and not (doc[at].text in STOPS or doc[at].lower_ in LINKS):
        return False
    whole = token.dep_ in {"aux", "auxpass"} and token.head.i > token.i
    return not (whole and token.lower_ in FORMS.get(token.head.tag_, frozenset()))


def _name_at(at: int, passage: Passage) -> str | None:
    mention = passage.mention_of.get(at)
    if mention is None or mention.role not in {Role.NAME, Role.CAPITAL}:
        return None
    return mention.code


def _names_before(token: Token, passage: Passage) -> list[str]:
    """The states of "Spain and Cyprus will not", where their clause begins so."""
    found: list[str] = []
    at, start = token.i - 1, token.sent.start
    while at >= start:
        code = _name_at(at, passage)
        word = token.doc[at]
        if code is not None:
            found.insert(0, code)
        elif word.lower_ not in JOINTS:
            break
        at -= 1
    opens = at < start or token.doc[at].text in STOPS
    return found if opens or token.doc[at].lower_ in OPENERS else []


def _names_behind(token: Token, passage: Passage) -> list[str]:
    """The states of "nor will Togo and Mali, he said", where a stop follows them."""
    doc, at, end = token.doc, token.i + 1, token.sent.end
    found: list[str] = []
    while at < end:
        code = _name_at(at, passage)
        if code is not None:
            found.append(code)
        elif doc[at].lower_ not in JOINTS or _is_told_by(at, end, passage):
            break
        at += 1
    return found if at >= end or doc[at].text in STOPS else []


def _is_told_by(at: int, end: int, passage: Passage) -> bool:
    """ "nor will Togo, Ghana said": the name behind a comma that is no list's."""
    doc = passage.doc
    if doc[at].text != ",":
        return False
    after = at + 1
    while after < end and (_name_at(after, passage) or doc[after].lower_ == "the"):
        after += 1
    return after >= end or doc[after].lower_ not in {",", "and", "or", "nor"}
