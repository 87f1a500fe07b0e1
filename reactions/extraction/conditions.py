"""The conditions that frames name in `needs` and `without`, one function each.

Each looks at the grammar around a predicate and answers yes or no; the sources are
the codebook's distinctions between moving, leaving, reducing and staying.
"""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    Mood,
    agents,
    complements,
    lemma_of,
    objects,
)
from reactions.extraction.references import named_states_of, own_states_of
from reactions.extraction.themes import classes_of, is_partial, stands_for_other_state

OPEN = frozenset(
    """open operational functional functioning active accessible staffed manned
    operating working""".split()
)
SHUT = frozenset({"closed", "shut", "shuttered", "close"})
INSIDE = frozenset(
    """building compound facility premise room meeting talk hall office job airport
    table house residence ground tarmac shelter bunker""".split()
)
AWAY = frozenset({"country", "capital", "city", "town", "territory", "region", "post"})
PLACES_OF_WORK = frozenset(
    """airport hotel base compound location site city town capital country building
    camp residence villa bunker outskirts district place premise port island
    border facility""".split()
)
LEAVE = frozenset(
    """leave depart return evacuate exit flee go travel get come fly reach board
    escape""".split()
)
ADVISED = LEAVE | frozenset(
    """avoid shelter stay register remain contact exercise keep limit take move head
    refrain postpone reconsider seek follow be lie prepare""".split()
)
CARRYING = frozenset("fly airlift ferry drive bus take bring carry whisk".split())
TIMES = frozenset("day night week morning evening hour month weekend year".split())
POSTS = frozenset({"post", "embassy", "mission", "work", "duty", "consulate"})
STEADY = frozenset({"normally", "still", "fully", "usual", "normal", "uninterrupted"})
URGENT = frozenset(
    """emergency extraordinary urgent crisis urgently special immediately recess
    ad-hoc""".split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """A predicate with what was read of it. `actors` are the states that act."""

    token: Token
    theme: Token | None
    passage: Passage
    mood: Mood
    actors: tuple[str, ...]


def _words(token: Token) -> set[str]:
    return {c.lower_ for c in token.children} | {
        c.lemma_.lower() for c in token.children
    }


def _places(act: Act) -> list[tuple[str, Token]]:
    found = list(complements(act.token))
    if act.token.pos_ == "NOUN" or act.theme is None:
        return found
    for word, noun in complements(act.theme):
        if word in {"to", "into", "out of"} and noun.i > act.token.i:
            found.append((word, noun))
    return found


def _is_own(noun: Token, act: Act) -> bool:
    """Whether a place is the actor's own country or capital, or "home"."""
    mention = act.passage.mention_of.get(noun.i)
    if mention is not None and mention.code:
        return mention.code in act.actors
    if noun.lemma_.lower() in {"home", "homeland", "safety"}:
        return True
    return noun.lemma_.lower() == "country" and any(
        c.dep_ == "poss" or c.lower_ == "home" for c in noun.children
    )


def _is_host_place(noun: Token, act: Act) -> bool:
    mention = act.passage.mention_of.get(noun.i)
    discourse = act.passage.discourse
    if mention is not None and discourse.host in mention.codes:
        return True
    if discourse.host_city and noun.lower_ in discourse.host_city.lower().split():
        return True
    return noun.lemma_.lower() in AWAY


def home(act: Act) -> bool:
    if _words(act.token) & {"home", "homeward"}:
        return True
    if act.theme is not None and act.theme.lower_ == "home":
        return True
    return any(
        w in {"to", "back to", "for"} and _is_own(n, act) for w, n in _places(act)
    )


def moved_place(act: Act) -> bool:
    """A goal that is a place of work: another site, city or country, not home."""
    for word, noun in _places(act):
        if word not in {"to", "into", "onto", "inside", "near"} or _is_own(noun, act):
            continue
        if any(
            t.lemma_.lower() in PLACES_OF_WORK or t.pos_ == "PROPN"
            for t in noun.subtree
        ):
            return True
    return bool(_words(act.token) & {"elsewhere", "abroad"})


def from_elsewhere(act: Act) -> bool:
    """ "will work from Nairobi", "is operating out of a hotel"."""
    for word, noun in _places(act):
        if word in {"from", "out of"} or (
            word in {"in", "at"} and act.token.lemma_.lower() == "base"
        ):
            mission = "mission" in classes_of(noun, act.passage)
            city = act.passage.discourse.host_city.lower().split()
            if mission or noun.lower_ in city:
                continue
            if noun.pos_ == "PROPN" or noun.lemma_.lower() in PLACES_OF_WORK | {"home"}:
                return True
    return False


def to_host(act: Act) -> bool:
    for word, noun in _places(act):
        if word not in {"to", "into"} or _is_own(noun, act):
            continue
        if _is_host_place(noun, act) or noun.lemma_.lower() in POSTS:
            return True
    return False


def again(act: Act) -> bool:
    return bool(_words(act.token) & {"again", "anew", "re"})


def some(act: Act) -> bool:
    if act.theme is None:
        return False
    return is_partial(act.theme) or "family" in classes_of(act.theme, act.passage)


def leaves_post(act: Act) -> bool:
    """Leaves the country, the city or the mission: not just a building or a talk."""
    verb = act.token
    for noun in objects(verb):
        if noun.dep_ == "dobj":
            if noun.lemma_.lower() in INSIDE:
                return False
            if _is_host_place(noun, act) or "mission" in classes_of(noun, act.passage):
                return True
    if home(act):
        return True
    for word, noun in _places(act):
        if word in {"from", "out of"} and _is_host_place(noun, act):
            return True
        if word in {"to", "for"} and verb.lemma_ in {"leave", "depart", "evacuate"}:
            return noun.lemma_.lower() not in INSIDE
    if verb.lemma_ in {"go", "fly", "return", "travel", "head", "board"}:
        return False
    return not any(
        noun.dep_ == "dobj" and noun.lemma_.lower() not in TIMES
        for noun in objects(verb)
    )


def on_way_home(act: Act) -> bool:
    for word, noun in complements(act.token):
        if word == "on" and noun.lemma_.lower() in {"way", "flight", "plane"}:
            deeper = Act(noun, None, act.passage, act.mood, act.actors)
            if home(act) or home(deeper) or "back" in _words(noun):
                return True
    return False


def out(act: Act) -> bool:
    if "gone" in _words(act.token):
        return True
    if "out" not in _words(act.token):
        return False
    text = {t.lower_ for t in act.token.subtree}
    return bool(text & {"country", "by", "safely", "now", "already"}) or any(
        _is_host_place(n, act) for w, n in complements(act.token) if w == "out of"
    )


def away_or_home(act: Act) -> bool:
    if home(act):
        return True
    words = _words(act.token)
    if act.token.lemma_ in CARRYING and _to_another_country(act):
        return True
    for word, noun in _places(act):
        if word in {"out of", "from", "away from"} and (
            _is_host_place(noun, act) or "mission" in classes_of(noun, act.passage)
        ):
            return True
    return bool(words & {"abroad", "overseas"}) or (
        "out" in words and act.token.lemma_ in {"pull", "fly", "get", "bring", "take"}
    )


def _to_another_country(act: Act) -> bool:
    """ "were flown to Djibouti": carried off, not moved to work there."""
    host = act.passage.discourse.host
    for word, noun in _places(act):
        mention = act.passage.mention_of.get(noun.i)
        if word in {"to", "into"} and mention is not None:
            return host not in mention.codes
    return False


def is_open(act: Act) -> bool:
    """ "remains open", "keep its embassy open", "is still operational"."""
    if act.mood.negated:
        return False
    for child in act.token.children:
        if child.dep_ in {"acomp", "oprd", "advmod", "xcomp", "ccomp", "attr", "amod"}:
            if child.lower_ in OPEN and not any(
                c.dep_ == "neg" for c in child.children
            ):
                return True
            if child.dep_ == "ccomp" and child.lemma_ == "open":
                return True
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ == "open":
            return True
    return any(
        word in {"in", "up"} and noun.lemma_.lower() in {"place", "operation"}
        for word, noun in complements(act.token)
    )


def keeps_going(act: Act) -> bool:
    verb = act.token
    if lemma_of(verb) in {"go_on", "carry_on", "keep_on"} and not act.mood.negated:
        return not from_elsewhere(act)
    if act.mood.negated or from_elsewhere(act) or closed(act):
        return False
    if verb.lemma_ == "continue":
        nouns = {n.lemma_.lower() for n in objects(verb)}
        verbs = {c.lemma_ for c in verb.children if c.dep_ == "xcomp"}
        works = {"operate", "work", "function", "serve", "run", "provide", "offer"}
        return bool(verbs & works) or bool(nouns & {"work", "operation", "activity"})
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"continue", "remain"}:
        return False
    if verb.lemma_ in {"run", "serve"} and not _words(verb) & STEADY:
        return False
    words = {t.lower_ for t in verb.subtree}
    if words & STEADY:
        return True
    return verb.tag_ == "VBG" and not objects(verb)


def at_post(act: Act) -> bool:
    """Stays where the mission is: in the city or the country, at its post."""
    if act.mood.negated:
        return False
    words = _words(act.token)
    if act.token.lemma_ == "stay" and not _places(act):
        return not any(c.dep_ in {"acomp", "oprd", "dobj"} for c in act.token.children)
    if words & {"put", "behind", "there", "here", "on"} and act.token.lemma_ in {
        "stay",
        "remain",
    }:
        return True
    for word, noun in complements(act.token):
        if word in {"in", "at", "on", "inside"}:
            if noun.lemma_.lower() in {"post", "place", "ground", "embassy", "mission"}:
                return True
            if _is_host_place(noun, act) and not _is_own(noun, act):
                return True
    return False


def closed(act: Act) -> bool:
    if _words(act.token) & SHUT:
        return True
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ in SHUT:
            return True
    return False


def to_leave(act: Act) -> bool:
    return any(
        t.lemma_ in LEAVE and t.pos_ == "VERB" and t.i > act.token.i
        for t in act.token.subtree
    ) or any(
        word in {"out of", "from"} and _is_host_place(noun, act)
        for word, noun in complements(act.token)
    )


def home_or_flight(act: Act) -> bool:
    carried = {"flight", "plane", "aircraft", "ship", "convoy", "ferry", "jet"}
    return home(act) or any(
        word in {"on", "aboard", "by"} and noun.lemma_.lower() in carried
        for word, noun in complements(act.token)
    )


def for_refugees(act: Act) -> bool:
    nouns = [n for w, n in complements(act.token) if w in {"to", "for"}]
    nouns += objects(act.token)
    nouns += [
        n for o in objects(act.token) for w, n in complements(o) if w in {"to", "for"}
    ]
    wanted = {"refugees", "host_people"}
    return any(classes_of(noun, act.passage) & wanted for noun in nouns)


def advice_content(act: Act) -> bool:
    """What citizens are told: to leave, to stay inside, not to travel."""
    verb = act.token
    for child in verb.subtree:
        if child.i > verb.i and child.pos_ == "VERB" and child.lemma_ in ADVISED:
            return True
    for word, noun in complements(verb):
        if word == "against" or noun.lemma_.lower() in {"caution", "travel"}:
            return True
    return False


def obligation(act: Act) -> bool:
    return act.mood.obliged


def urgently(act: Act) -> bool:
    words = {t.lower_ for t in act.token.subtree}
    return bool(words & URGENT)


def negated(act: Act) -> bool:
    return act.mood.negated


def kept_mood(act: Act) -> bool:
    if not act.mood.kept:
        return False
    if act.theme is not None and {"envoy"} & classes_of(act.theme, act.passage):
        return True
    inner = {n.lemma_.lower() for n in objects(act.token) if n.dep_ == "dobj"}
    return not inner & INSIDE


def state_party(act: Act) -> bool:
    if len(act.actors) > 1:
        return True
    nouns = [n for _, n in complements(act.token)]
    if act.theme is not None:
        nouns += [n for _, n in complements(act.theme)]
    return any(stands_for_other_state(n, act.passage, actors=act.actors) for n in nouns)


def non_grata(act: Act) -> bool:
    return "grata" in {t.lower_ for t in act.token.sent}


def elsewhere(act: Act) -> bool:
    return from_elsewhere(act)


def entry(act: Act) -> bool:
    """ "from entering the country", "from its territory"."""
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & {"enter", "entry", "territory", "visa"})


def others_diplomats(act: Act) -> bool:
    """Whether the phrase names another state's people than the one that acts."""
    if act.theme is None:
        return False
    owners = own_states_of(act.theme, act.passage)
    actors = [
        code
        for agent in agents(act.token)
        if agent.i != act.theme.i
        for code in named_states_of(agent, act.passage)
    ]
    return bool(owners) and bool(actors) and not set(owners) & set(actors)


def told_to_leave(act: Act) -> bool:
    return lemma_of(act.token) == "order_out" or any(
        c.dep_ in {"xcomp", "ccomp"} and c.lemma_ in LEAVE for c in act.token.children
    )


def named_new(act: Act) -> bool:
    """ "opened a new embassy": the first of its kind, not one that was shut."""
    return act.theme is not None and any(
        c.lower_ in {"new", "a", "an", "first"} for c in act.theme.lefts
    )


def of_another_post(act: Act) -> bool:
    """Whether the mission stands in a country that is not the one in crisis."""
    if act.theme is None:
        return False
    host = act.passage.discourse.host
    for word, noun in complements(act.theme):
        if word not in {"in", "at"}:
            continue
        mention = act.passage.mention_of.get(noun.i)
        if mention is not None and mention.role in {Role.NAME, Role.CAPITAL}:
            return host not in mention.codes
        if noun.lower_ in {"africa", "asia", "europe", "america", "gulf"}:
            return True
    return False


CONDITIONS: dict[str, Callable[[Act], bool]] = {
    "home": home,
    "moved_place": moved_place,
    "from_elsewhere": from_elsewhere,
    "to_host": to_host,
    "again": again,
    "some": some,
    "leaves_post": leaves_post,
    "on_way_home": on_way_home,
    "out": out,
    "away_or_home": away_or_home,
    "open": is_open,
    "keeps_going": keeps_going,
    "at_post": at_post,
    "closed": closed,
    "to_leave": to_leave,
    "home_or_flight": home_or_flight,
    "for_refugees": for_refugees,
    "advice_content": advice_content,
    "obligation": obligation,
    "urgently": urgently,
    "negated": negated,
    "kept_mood": kept_mood,
    "state_party": state_party,
    "non_grata": non_grata,
    "elsewhere": elsewhere,
    "others_diplomats": others_diplomats,
    "told_to_leave": told_to_leave,
    "named_new": named_new,
    "entry": entry,
}
