"""Fit frames to predicates: where the theme stands, what it is, what else holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.acts import Act
from reactions.extraction.conditions import CONDITIONS, of_another_post
from reactions.extraction.leaving import TIMES
from reactions.extraction.moods import Mood
from reactions.extraction.orders import ordered_by_other
from reactions.extraction.ownership import MISSIONS, actors_of, is_asked_for
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    agents,
    complements,
    is_passive,
    lemma_of,
    objects,
    subjects,
)
from reactions.extraction.references import is_voice, states_of
from reactions.extraction.rulebook import Frame
from reactions.extraction.themes import classes_of, stands_for_other_state
from reactions.vocabulary import ActionType, Stage

DENIABLE = frozenset(
    {
        ActionType.CITIZENS_EVACUATED,
        ActionType.TALKS_HELD,
        ActionType.ALLIES_EVACUATED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.TROOPS_DEPLOYED,
        ActionType.TROOPS_WITHDRAWN,
        ActionType.FLIGHTS_SUSPENDED,
        ActionType.BORDER_CLOSED,
        ActionType.AID_SUSPENDED,
        ActionType.SANCTIONS_IMPOSED,
        ActionType.RELATIONS_CUT,
        ActionType.ENVOY_RECALLED,
        ActionType.DIPLOMATS_EXPELLED,
    }
)
OWN_DOING = frozenset(ActionType) - {
    ActionType.TRAVEL_ADVICE,
    ActionType.TALKS_HELD,
    ActionType.EMERGENCY_MEETING,
    ActionType.UN_MEETING_REQUESTED,
    *(kind for kind in ActionType if kind.is_posture),
}
"""Acts that are no act of the one who only asks others for them."""
CARRYING = frozenset({"carry", "bring", "load", "transport", "lade", "laden", "ferry"})
LEAVING = frozenset({ActionType.EMBASSY_EVACUATED, ActionType.EMBASSY_REDUCED})
MANNED = frozenset({"with", "by", "on", "at", "down to"})
TELLS_NOT = frozenset({"negated", "no_more", "nowhere"})
"""Conditions of frames that are about what is not done."""
BARE_WORK = frozenset({"operation", "work", "activity", "function", "service"})


def fitting_frames(
    token: Token,
    frames: Sequence[Frame],
    themes: Callable[[Frame, Token], Iterable[Token]],
    mood: Callable[[], Mood],
    passage: Passage,
) -> Iterator[tuple[Frame, Act]]:
    """The first frame that fits, and one more for each noun set beside its theme.

    "evacuated its diplomats and its citizens" is two acts of one verb. Themes, their
    classes and the mood are read once, when the first frame asks for them.
    """
    first: Token | None = None
    done: set[int] = set()
    classes: dict[int, frozenset[str]] = {}
    placed: dict[tuple[str, bool, bool], tuple[Token, ...]] = {}
    for frame in frames:
        role = (frame.role, frame.rule == "tells_citizens", frame.type in LEAVING)
        if role not in placed:
            placed[role] = tuple(themes(frame, token))
        for theme in placed[role]:
            new = first is None or (theme.i not in done and theme in first.conjuncts)
            if not (new or frame.beside):
                continue
            if theme.i not in classes:
                classes[theme.i] = classes_of(theme, passage)
            act = _act(frame, token, theme, passage, mood, classes[theme.i])
            if act is None or not fits(frame, act):
                continue
            if not frame.beside:
                first = first or theme
                done.add(theme.i)
            yield frame, act


def themes_of_verb(frame: Frame, verb: Token) -> Iterator[Token]:
    """Where the frame's theme may stand, by its role."""
    passive = is_passive(verb)
    if frame.role == "target":
        yield from objects(verb)
    if frame.role in {"object", "any"}:
        yield from _acted_on(frame, verb)
        if frame.rule == "tells_citizens":
            yield from (n for w, n in complements(verb) if w in {"on", "upon", "to"})
        if lemma_of(verb) in {"call", "ask", "push", "press"}:
            yield from (n for w, n in complements(verb) if w == "for")
            yield from _asked_for(verb)
    if frame.role in {"subject", "any"}:
        yield from _with_conjuncts(subjects(verb))
    if frame.role == "named":
        clauses = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp", "oprd"}]
        yield from objects(verb)
        yield from (s for c in clauses for s in subjects(c))
    if frame.role == "for":
        yield from (n for w, n in complements(verb) if w in {"for", "to"})
    if frame.role == "each_other" and not objects(verb) and not passive:
        yield from subjects(verb)
    if frame.role == "by_way":
        yield from _by_way(verb)
    if frame.role == "in_contact":
        yield from _in_contact(verb)
    if frame.role == "aboard":
        yield from _aboard(verb)
    if frame.role == "requested":
        yield from _requested(verb)
    if frame.role == "against":
        yield from _against(verb)
    if frame.role == "manned":
        yield from (n for w, n in complements(verb) if w in MANNED)
    if frame.role == "with":
        yield from (n for w, n in complements(verb) if w in {"with", "to"})
        yield from _by_way_of_telephone(verb)
        if verb.lemma_ == "meet":
            yield from objects(verb)


def _acted_on(frame: Frame, verb: Token) -> Iterator[Token]:
    """Objects; the subject of an intransitive use; what a clause leaves out."""
    found = objects(verb)
    yield from _with_included(found) if frame.type in LEAVING else found
    if not is_passive(verb) and not any(t.dep_ in {"dobj", "obj"} for t in found):
        gap = _gap_of(verb)
        yield from ([gap] if gap else _with_conjuncts(subjects(verb)))


def _with_included(nouns: Sequence[Token]) -> Iterator[Token]:
    """ "moved 210 citizens, including embassy staff"."""
    for noun in nouns:
        yield noun
        yield from (n for w, n in complements(noun) if w == "including")


def _gap_of(verb: Token) -> Token | None:
    """ "the crossings it shut": what the clause stands by is its object."""
    if verb.dep_ != "relcl" or verb.head.lemma_.lower() in TIMES:
        return None
    words = [c for c in verb.children if c.i < verb.i]
    if any(c.tag_ in {"WDT", "WP", "WRB", "WP$"} or c.dep_ == "prep" for c in words):
        return None
    return verb.head if any(c.dep_ == "nsubj" for c in words) else None


def _by_way(verb: Token) -> Iterator[Token]:
    """ "hit two generals with sanctions", "put them on its sanctions list"."""
    ways = {"with", "to", "on", "under", "in"}
    for holder in (verb, *objects(verb)):
        yield from (n for w, n in complements(holder) if w in ways)


def _in_contact(verb: Token) -> Iterator[Token]:
    """ "is in contact with the emir"."""
    yield from (
        noun
        for word, state in complements(verb)
        if word == "in" and state.lemma_ in {"contact", "touch", "talk", "dialogue"}
        for w, noun in (*complements(state), *complements(verb))
        if w == "with"
    )


def _aboard(verb: Token) -> Iterator[Token]:
    """ "took off with 120 nationals", "a plane carrying 200 nationals landed"."""
    yield from (n for w, n in complements(verb) if w == "with")
    for clause in verb.children:
        if clause.dep_ in {"advcl", "xcomp"} and clause.lemma_ in CARRYING:
            yield from objects(clause)
    for subject in subjects(verb):
        for holder in (subject, *(n for w, n in complements(subject) if w == "of")):
            yield from _cargo(holder)


def _cargo(carrier: Token) -> Iterator[Token]:
    for clause in carrier.children:
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_ in CARRYING:
            yield from (t for t in objects(clause) if t.i > clause.i)
            yield from (n for w, n in complements(clause) if w == "with")
    yield from (n for w, n in complements(carrier) if w in {"with", "of"})


def _requested(verb: Token) -> Iterator[Token]:
    """ "is considering a French request for aircraft"."""
    for noun in objects(verb):
        if noun.lemma_.lower() in {"request", "appeal", "plea", "call"}:
            yield from (n for w, n in complements(noun) if w == "for")


def _asked_for(verb: Token) -> Iterator[Token]:
    """ "asked for the Security Council to convene"."""
    for clause in verb.children:
        if clause.dep_ in {"advcl", "ccomp", "xcomp"} and any(
            c.dep_ == "mark" and c.lower_ == "for" for c in clause.children
        ):
            yield from (c for c in clause.children if c.dep_ == "nsubj")


def _by_way_of_telephone(verb: Token) -> Iterator[Token]:
    """ "speaks by phone with her counterpart", parsed as a phone with one."""
    for _, means in complements(verb):
        if means.lemma_ in {"phone", "telephone", "line", "video", "call"}:
            yield from (n for w, n in complements(means) if w in {"with", "to"})


def _against(verb: Token) -> Iterator[Token]:
    """ "against all travel", "against travelling"."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ == "against":
            yield from (c for c in prep.children if c.dep_ in {"pobj", "pcomp"})


def _with_conjuncts(heads: Sequence[Token]) -> Iterator[Token]:
    for head in heads:
        yield head
        yield from (t for t in head.conjuncts if t.i > head.i)


def themes_of_noun(frame: Frame, noun: Token) -> Iterator[Token]:
    for word, complement in complements(noun):
        if word in {"of", "in", "to", "from", "for", "with"}:
            yield complement
            yield from (t for t in complement.conjuncts if t.i > complement.i)
        if word in {"to", "from"}:  # "the evacuation to Egypt of 87 Ukrainians"
            yield from (n for w, n in complements(complement) if w == "of")
    if noun.lemma_.lower() == "request" and noun.head.lower_ == "at":
        yield from subjects(noun.head.head)  # "will meet at Norway's request"
    for child in noun.lefts:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            yield child
    if noun.lower_.endswith("ing") and noun.dep_ == "compound":
        yield noun.head  # "mulls closing embassy", a headline's gerund


def _act(
    frame: Frame,
    token: Token,
    theme: Token,
    passage: Passage,
    mood: Callable[[], Mood],
    classes: frozenset[str],
) -> Act | None:
    if frame.role == "subject" and frame.type.is_posture and is_passive(token):
        return None
    if "family" in classes and theme.dep_ == "conj":
        return None  # "diplomats and their families" is about the diplomats
    if theme.dep_ == "conj" and any(c.lower_ == "but" for c in theme.head.children):
        return None  # "all but three"
    if not _has_theme(frame, token, theme, classes, passage):
        return None
    actors = actors_of(frame, token, theme, classes, passage)
    if frame.role == "each_other":
        return _among_themselves(token, theme, passage, mood())
    if frame.type in OWN_DOING and is_asked_for(token, actors, passage):
        return None
    if actors and "state_person" in frame.theme:
        others = stands_for_other_state(theme, passage, actors=actors)
        if not others:
            return None
        # Talks are recorded for each state that takes part, the host's side apart.
        actors += tuple(c for c in others if c != passage.discourse.host)
    if "talks" in frame.theme and (
        actors or not [a for a in agents(token) if a.i != theme.i]
    ):
        actors += _parties(token, theme, actors, passage)
    return Act(token, theme, passage, mood(), actors) if actors else None


def _among_themselves(
    token: Token, theme: Token, passage: Passage, mood: Mood
) -> Act | None:
    """ "The ministers of Egypt and Chad met": each with the other."""
    met = stands_for_other_state(theme, passage, actors=())
    alone = not any(
        w in {"with", "to", "of", "by", "about"} for w, _ in complements(token)
    )
    if len(met) < 2 or not alone:
        return None
    codes = tuple(c for c in met if c != passage.discourse.host)
    return Act(token, theme, passage, mood, codes) if codes else None


def _parties(
    token: Token, theme: Token, actors: tuple[str, ...], passage: Passage
) -> tuple[str, ...]:
    """The other states that take part in talks, the host's side apart."""
    found: list[str] = []
    for _, noun in (*complements(token), *complements(theme)):
        found.extend(stands_for_other_state(noun, passage, actors=actors))
    return tuple(dict.fromkeys(c for c in found if c != passage.discourse.host))


def _has_theme(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> bool:
    if frame.theme & classes or "anyone" in frame.theme:
        return True
    if "work" in frame.theme and theme.lemma_.lower() in BARE_WORK:
        return _is_missions_work(token, theme, passage)
    if "doors_of_mission" in frame.theme and theme.lemma_ == "door":
        return any("mission" in classes_of(s, passage) for s in subjects(token))
    if "embassy_actor" in frame.theme:
        if "envoy" in classes:
            return True
        # "Russia sees no reason to pull out", in a text about embassies.
        intransitive = not any(t.dep_ == "dobj" for t in objects(token))
        stays = lemma_of(token) in {"leave", "pull_out", "evacuate"} and intransitive
        about = passage.discourse.about_missions and is_voice(theme, passage)
        return stays and about and theme.pos_ == "PROPN"
    if "carrier_services" in frame.theme and "services" in classes:
        return _carrier_acts(token, passage)
    if "power" in frame.theme and _is_recognised(theme, passage):
        return True
    if "host_power" in frame.theme:
        return passage.discourse.host in states_of(theme, passage)
    return "state_person" in frame.theme and bool(
        stands_for_other_state(theme, passage, actors=())
    )


def _is_missions_work(token: Token, theme: Token, passage: Passage) -> bool:
    """ "The embassy suspended operations", "operations in Khartoum are suspended"."""
    if token.doc[theme.i].lemma_ == "service" and not _says_all(theme):
        return False
    pronouns = any(s.lower_ in {"it", "they"} for s in subjects(token))
    before = token.doc[token.sent.start : token.i]
    told = any(t.lemma_.lower() in MISSIONS for t in before)
    its = any(c.lower_ in {"its", "their"} for c in theme.lefts)
    if its and told and theme.lemma_ != "service":
        return True
    if pronouns and (told or passage.discourse.mission_owner):
        return True
    at = {"at", "of", "in"}
    places = [n for w, n in (*complements(token), *complements(theme)) if w in at]
    if any("mission" in classes_of(n, passage) for n in (*subjects(token), *places)):
        return True
    city = passage.discourse.host_city.casefold()
    return passage.discourse.about_missions and any(
        n.lower_ == city or n.lemma_.lower() == "compound" for n in places
    )


def _may_be_denied(frame: Frame, act: Act) -> bool:
    """Whether "has not", "is not" or "will not" makes a denial of this act.

    Of a mission only what was said to be so is denied; not to be going is to stay.
    """
    if frame.type is ActionType.EMBASSY_REOPENED:
        return act.mood.stage in {Stage.DONE, Stage.UNDERWAY, Stage.ANNOUNCED}
    if frame.type.is_posture:
        return not act.mood.kept and act.mood.stage in {Stage.DONE, Stage.UNDERWAY}
    if frame.type not in DENIABLE:
        return False
    # "there has been no break in ties", but "without a break in ties" denies nothing.
    return act.token.pos_ == "VERB" or act.token.head.lemma_ in {"be", "have"}


def _says_all(theme: Token) -> bool:
    """ "all services", "its services": not visa services alone."""
    beside = [c for c in theme.lefts if c.dep_ in {"compound", "amod"}]
    return not beside and any(c.lower_ in {"all", "its", "their"} for c in theme.lefts)


def _is_recognised(theme: Token, passage: Passage) -> bool:
    """A person, a movement, a state or those in power: what one may recognise."""
    return (
        theme.pos_ == "PRON"
        and theme.lower_ in {"him", "her", "them"}
        or theme.i in passage.person_of
        or theme.i in passage.insurgent
        or theme.pos_ == "PROPN"
    )


def _carrier_acts(token: Token, passage: Passage) -> bool:
    return any(
        (mention := passage.mention_of.get(s.i)) is not None
        and mention.role is Role.CARRIER
        or s.lemma_ in {"airline", "carrier"}
        for s in (*agents(token), *subjects(token))
    )


def fits(frame: Frame, act: Act) -> bool:
    """Whether mood, place and conditions of the act are those of the frame."""
    if act.mood.stage is None and frame.stage is None:
        return False
    plainly_negated = act.mood.negated and not (
        "kept_mood" in frame.needs or frame.needs & TELLS_NOT
    )
    if plainly_negated and not _may_be_denied(frame, act):
        return False
    abroad = frame.needs & {"set_up_elsewhere"}
    if frame.type.is_posture and not abroad and of_another_post(act):
        return False
    if frame.type in LEAVING and ordered_by_other(act):
        return False
    if any(not CONDITIONS[name](act) for name in frame.needs):
        return False
    return not any(CONDITIONS[name](act) for name in frame.without)
