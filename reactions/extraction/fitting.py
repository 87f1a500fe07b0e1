"""Fit frames to predicates: where the theme stands, what it is, what else holds."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from reactions.actors import Role
from reactions.extraction.acts import Act, NobodysAct
from reactions.extraction.admitting import reached
from reactions.extraction.agency import agents_of
from reactions.extraction.carriers import carrier_acts
from reactions.extraction.conditions import CONDITIONS
from reactions.extraction.denials import may_be_denied
from reactions.extraction.envoys import for_consultations
from reactions.extraction.evacuating import are_citizens, are_own
from reactions.extraction.evacuation_flights import is_vehicle
from reactions.extraction.everyday import asked_by_critics, is_everyday
from reactions.extraction.frame_places import frames_with_themes
from reactions.extraction.hearsay import is_only_wished, told_by_strangers
from reactions.extraction.joined import includes, stands_behind_but
from reactions.extraction.leaving import of_another_post
from reactions.extraction.manning import NOBODY, is_no_one
from reactions.extraction.mission_houses import are_doors_of_mission, is_house_told_of
from reactions.extraction.moods import Mood
from reactions.extraction.nobodys import MISSIONS
from reactions.extraction.orders import done_by_host, ordered_by_other
from reactions.extraction.ownership import actors_of, doers_of
from reactions.extraction.passages import Passage
from reactions.extraction.penalties import is_thwarted, threatening
from reactions.extraction.pleas import is_asked_for
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, subjects
from reactions.extraction.references import states_of
from reactions.extraction.returning import is_mission_stop
from reactions.extraction.rulebook import LEAVING, Frame, word_list
from reactions.extraction.states_as_missions import ENDING, acts_for_embassy
from reactions.extraction.talks import talk_among, talk_of, talk_where
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.travelling import as_due, travellers_of, visited
from reactions.extraction.unreal import is_called_off, is_only_asked, is_vainly_hoped
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType, Stage

OWN_DOING = frozenset(ActionType) - {
    ActionType.TRAVEL_ADVICE,
    ActionType.TALKS_HELD,
    ActionType.EMERGENCY_MEETING,
    ActionType.UN_MEETING_REQUESTED,
    *(kind for kind in ActionType if kind.is_posture),
}
"""Acts that are no act of the one who only asks others for them."""
OF_MEETINGS = frozenset({"calls_meeting", "asks_for_meeting", "asks_body_to_meet"})
OF_NO_SPORT = OWN_DOING - {ActionType.CITIZENS_EVACUATED} | {ActionType.TALKS_HELD}
"""Acts that are told of clubs and matches too, and then are no states' acts."""
TELLS_NOT = frozenset(
    """negated denied_of_it none_of_it not_so as_told_of_forces no_more no_longer
    nowhere at_no_work no_one_left said_not_to_be_there not_among_leavers""".split()
) | frozenset({"obligation", "imperative", "to_be_put_off", "not_resumed", "too_early"})
"""Conditions of frames that are about what is not done."""
OTHER_WORK = frozenset(
    """consular visa passport construction building repair renovation roof road
    maintenance""".split()
)
ABROAD = frozenset("set_up_elsewhere office_elsewhere safe_in_other_country".split())
THEY = frozenset({"they", "them"})
NORMAL = frozenset("normal full regular usual ordinary routine".split())
BARE_WORK = frozenset("operation work activity function service".split())


def fitting_frames(
    token: Token,
    frames: tuple[Frame, ...],
    themes: Callable[[Frame, Token], Iterable[Token]],
    mood: Callable[[], Mood],
    passage: Passage,
) -> Iterator[tuple[Frame, Act]]:
    """The first frame that fits, and one more for each noun set beside its theme.

    "evacuated its diplomats and its citizens" is two acts of one verb.
    """
    first: Token | None = None
    done: set[int] = set()
    for frame, theme, classes in frames_with_themes(token, frames, themes, passage):
        new = first is None or (
            theme.i not in done
            and (
                theme in first.conjuncts
                or includes(theme, first)
                or includes(first, theme)
            )
        )
        if not (new or frame.beside):
            continue
        act = _act(frame, token, theme, passage, mood, classes)
        if act is None or not _is_told(frame, act):
            continue
        if not frame.beside:
            first = first or theme
            done.add(theme.i)
        yield frame, act


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
    # Not "is closed to the public and dependents have gone", joined by the parse alone.
    joined = theme.dep_ == "conj" and theme.head.lemma_ != "public"
    along = theme.head.lower_ == "with" and not is_vehicle(theme.head.head)
    if "family" in classes and (joined or along):
        return None  # "diplomats and their families" is about the diplomats
    but = theme.dep_ == "conj" and stands_behind_but(theme)
    if but and frame.role != "against":  # "against all but essential travel"
        return None  # "all but three"
    if not _has_theme(frame, token, theme, classes, passage):
        return None
    if frame.type is ActionType.TALKS_HELD and not frame.theme & {
        "visit",
        "foreign_place",
        "mediation",
    }:
        return _talk(frame, token, theme, passage, mood)
    whose = partial(_actors, frame, token, theme, classes, passage)
    own = as_due(mood(), token) if frame.role == "place" else mood()
    return Act(token, theme, passage, own, whose)


def _is_told(frame: Frame, act: Act) -> bool:
    """Whether the act fits, and a state does it that does not only ask another to."""
    try:
        if not fits(frame, act):
            return False
        doers = act.actors
    except NobodysAct:
        return False
    return not (frame.type in OWN_DOING and is_asked_for(act.token, doers, act.passage))


def _actors(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> tuple[str, ...]:
    """Whose act it is, as the frame's role says; on a journey those visited too."""
    if frame.role == "into":
        actors = reached(token, theme, passage)
    elif frame.role == "threatened":
        actors = threatening(token, passage)
    elif frame.role == "place":
        actors = travellers_of(frame, token, theme, passage)
    else:
        actors = actors_of(frame, token, theme, classes, passage)
    if "visit" in frame.theme and actors:
        for word, place in complements(theme):
            if word in {"to", "of", "by"}:  # "began a tour of Ghana and Togo"
                actors += visited(place, actors, passage)
    return actors


def _talk(
    frame: Frame, token: Token, theme: Token, passage: Passage, mood: Callable[[], Mood]
) -> Act | None:
    about = theme.head.lower_ in {"in", "on", "about", "over"}
    if token.pos_ == "NOUN" and about and theme.dep_ == "pobj":
        return None  # "the talks in Doha went nowhere", "at a meeting on Sudan"
    if frame.role == "each_other":
        return talk_among(token, theme, passage, mood())
    if frame.role == "received":
        return talk_where(token, theme, passage, mood())
    return talk_of(
        token,
        theme,
        passage,
        mood(),
        doers=doers_of(frame, token, theme, passage),
        initiators=agents_of(token),
        symmetric="state_person" not in frame.theme,
    )


def _has_theme(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> bool:
    if frame.theme & classes or "anyone" in frame.theme:
        return True
    if "citizens" in frame.theme and are_own(theme, passage):
        return True
    pronoun = frame.type is not ActionType.TRAVEL_ADVICE or theme.lower_ in THEY
    if pronoun and "them" in frame.theme and are_citizens(theme, passage):
        return True
    if "work" in frame.theme:
        work = head_of(theme)  # "most of its work"
        if work.lemma_.lower() in BARE_WORK:
            return _is_missions_work(token, work, passage)
    if "changed_mission" in frame.theme and token.lemma_ == "change":
        return token.pos_ == "NOUN" and "mission" in classes
    if _is_of_mission(frame, token, theme, passage):
        return True
    house = _is_its_house(frame, token, theme, passage)
    if house is not None:
        return house
    if "embassy_actor" in frame.theme and "envoy" in classes:
        return True
    if frame.theme & {"embassy_actor", "acting_state"}:
        return acts_for_embassy(token, theme, passage)
    if "carrier_services" in frame.theme and "services" in classes:
        return carrier_acts(token, passage)
    if "power" in frame.theme and _is_recognised(theme, passage):
        return True
    if "host_power" in frame.theme:
        return passage.discourse.host in states_of(theme, passage)
    if "foreign_place" in frame.theme:
        mention = passage.mention_of.get(theme.i)
        return mention is not None and mention.role in {Role.NAME, Role.CAPITAL}
    someone = theme.pos_ in {"NOUN", "PROPN", "PRON"} or theme.lower_ == "those"
    return "state_person" in frame.theme and someone


def _is_its_house(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> bool | None:
    """ "its doors", "an office": a mission's; None where the frame asks for neither."""
    opened = "doors_of_mission" in frame.theme and theme.lower_ in {"doors", "gates"}
    if opened and are_doors_of_mission(theme, passage):
        return True
    if opened or ("mission" in frame.theme and theme.lemma_.lower() == "office"):
        return any("mission" in classes_of(s, passage) for s in subjects(token))
    return None


def _is_of_mission(frame: Frame, token: Token, theme: Token, passage: Passage) -> bool:
    """ "The building", "three of us", "nothing", "nobody": of a mission told of."""
    if "house_of_mission" in frame.theme and is_house_told_of(theme, passage):
        return True
    if "mission_stop" in frame.theme and is_mission_stop(theme, passage):
        return True
    if "a_few_of_them" in frame.theme and _are_counted(theme, passage):
        return True
    if "nothing" in frame.theme and theme.lower_ == "nothing":
        return token.lemma_ == "change"
    if "nobody" in frame.theme and is_no_one(theme):
        return theme.lower_ in NOBODY or theme.lemma_ == "one"
    return False


def _is_missions_work(token: Token, theme: Token, passage: Passage) -> bool:
    """ "The embassy suspended operations", "operations in Khartoum are suspended"."""
    if token.doc[theme.i].lemma_ == "service" and not _says_all(theme):
        return False
    if any(c.lower_ in OTHER_WORK for c in theme.lefts):
        return False
    doers = subjects(token)
    if any(_is_other_mission(s, passage) for s in doers):
        return False
    pronouns = any(s.lower_ in {"it", "they"} for s in doers)
    before = token.doc[token.sent.start : token.i]
    told = any(t.lemma_.lower() in MISSIONS for t in before)
    its = any(c.lower_ in {"its", "their"} for c in theme.lefts)
    told = told or (its and bool(passage.discourse.theme & {"mission", "staff"}))
    if told and any(c.lower_ == "there" for c in theme.rights):
        return True
    if its and told and theme.lemma_ != "service":
        return True
    if pronouns and (told or passage.discourse.mission_owner):
        return True
    at = {"at", "of", "in"}
    places = [n for w, n in (*complements(token), *complements(theme)) if w in at]
    if any("mission" in classes_of(n, passage) for n in (*subjects(token), *places)):
        return True
    if token.lemma_ == "resume" and token.dep_ != "relcl":
        kinds = [classes_of(s, passage) for s in subjects(token)]
        if any(c & {"staff", "envoy"} for c in kinds):
            return True  # "Maltese diplomats resumed work"
    bare = not any(c.dep_ in {"amod", "compound", "poss"} for c in theme.lefts)
    subject = theme.dep_ in {"nsubj", "nsubjpass"} and theme.lemma_ != "service"
    if bare and subject and passage.discourse.mission_owner:
        return theme.tag_ == "NNS" and not told  # "Operations are being moved"
    city = passage.discourse.host_city.casefold()
    return passage.discourse.about_missions and any(
        n.lower_ == city or n.lemma_.lower() == "compound" for n in places
    )


def _is_other_mission(doer: Token, passage: Passage) -> bool:
    """ "The EU observer mission suspended its work", "firms halted their work"."""
    lemma = doer.lemma_.lower()
    if lemma in {"mission", "delegation"}:
        return "mission" not in classes_of(doer, passage)
    return lemma in {"firm", "company", "contractor", "worker", "business"}


def _are_counted(theme: Token, passage: Passage) -> bool:
    """ "three of us", in an envoy's words."""
    few = theme.pos_ == "NUM" or theme.lemma_ in {"handful", "couple", "few"}
    ours = any(w == "of" and n.lower_ == "us" for w, n in complements(theme))
    near = any(t.lemma_.lower() in word_list("posts") for t in theme.sent)
    return few and ours and (near or passage.in_missions_words(theme))


def is_of_sport(token: Token) -> bool:
    """ "sent 2,000 officers for the derby", "money for the World Cup"."""
    words = word_list("sports")
    return any(t.lemma_.lower() in words for t in token.sent)


def _says_all(theme: Token) -> bool:
    """ "all services", "its services", bare "services": not visa services alone."""
    beside = {c.lower_ for c in theme.lefts if c.dep_ in {"compound", "amod"}}
    if theme.n_lefts == 0 and theme.dep_ == "dobj" and theme.tag_ == "NNS":
        return not any(w in {"for", "to"} for w, _ in complements(theme))
    if beside and beside <= NORMAL:
        return True
    return not beside and any(c.lower_ in {"all", "its", "their"} for c in theme.lefts)


def _is_recognised(theme: Token, passage: Passage) -> bool:
    """A person, a movement, a state or those in power: what one may recognise."""
    if theme.lower_ == "it":  # "placed bans on the junta and refused to recognise it"
        return any(i < theme.i for i in passage.insurgent) or _power_before(theme)
    return (
        theme.pos_ == "PRON"
        and theme.lower_ in {"him", "her", "them"}
        or theme.i in passage.person_of
        or theme.i in passage.insurgent
        or theme.pos_ == "PROPN"
    )


def _power_before(pronoun: Token) -> bool:
    powers = {"junta", "government", "council", "regime", "authority"}
    return any(t.lemma_.lower() in powers for t in pronoun.sent if t.i < pronoun.i)


def fits(frame: Frame, act: Act) -> bool:
    """Whether mood, place and conditions of the act are those of the frame."""
    if act.mood.stage is None and frame.stage is None:
        return False
    plainly_negated = act.mood.negated and not (
        "kept_mood" in frame.needs or frame.needs & TELLS_NOT
    )
    if plainly_negated and not may_be_denied(frame, act):
        return False
    abroad = frame.needs & ABROAD
    if frame.type.is_posture and not abroad and of_another_post(act):
        return False
    if frame.type.is_posture and for_consultations(act):
        return False  # "his envoy will return for talks": no embassy
    if frame.type in LEAVING and ordered_by_other(act):
        return False
    if frame.type in ENDING and done_by_host(act):
        return False
    if told_by_strangers(act):
        return False
    hoped = act.mood.stage is not Stage.DENIED and is_vainly_hoped(act.token)
    if hoped or is_only_asked(act.token) or is_called_off(act.token):
        return False
    if frame.type.is_posture and is_only_wished(act):
        return False
    if frame.type is ActionType.SANCTIONS_IMPOSED and is_thwarted(act.token):
        return False
    if frame.type in OF_NO_SPORT and is_of_sport(act.token):
        return False
    if any(not CONDITIONS[name](act) for name in frame.needs):
        return False
    if any(CONDITIONS[name](act) for name in frame.without):
        return False
    own_doing = frame.type in OWN_DOING or frame.rule in OF_MEETINGS
    if own_doing and asked_by_critics(act):
        return False
    return not is_everyday(frame, act)
