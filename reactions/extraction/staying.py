"""Conditions of staying: open, at work, at its post, or said not to go; and shut."""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import (
    Act,
    is_host_place,
    is_own_place,
    is_time,
    places_of,
    words_beside,
)
from reactions.extraction.elsewhere import from_elsewhere, shelters
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.leaving import INSIDE, on_business
from reactions.extraction.mission_words import is_labelled
from reactions.extraction.negation import is_negated
from reactions.extraction.parts import is_few, is_only
from reactions.extraction.predicates import complements, objects
from reactions.extraction.remaining import (
    as_caretaker,
    is_called_unwise,
    is_open_to_words,
    leaves_a_thing_open,
)
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import (
    is_infinitive,
    is_passive,
    lemma_of,
)

OPEN = frozenset(
    """open operational functional functioning active accessible staffed manned
    operating working unaffected undisturbed running""".split()
)


SHUT = frozenset({"closed", "shut", "shuttered", "close", "locked", "padlocked"})


MADE_KNOWN = frozenset("announce report disclose publish mention".split())
TELLING = frozenset("tell advise order ask instruct warn urge caution".split())
KEEPING = frozenset({"keep", "retain", "leave"})
SHUT_IN = frozenset("home indoors inside away out late overnight".split())
AT_WORK = frozenset(
    """post ground embassy mission work duty desk station consulate job compound
    chancery premise""".split()
)
STEADY = frozenset(
    """normally still fully usual normal uninterrupted unchanged regularly routinely
    uninterruptedly unaffected ordinary ever""".split()
)
ORDINARY = frozenset(
    "normal usual usually normally always ever every any before ordinary".split()
)
WITHOUT = frozenset(
    """change interruption disruption pause break restriction interruptions
    restrictions""".split()
)


def on_hold(act: Act) -> bool:
    """ "have been put on hold"."""
    found = places_of(act)
    if act.theme is not None:
        found = [*found, *complements(act.theme)]
        found += [c for _, n in complements(act.token) for c in complements(n)]
    return any(w == "on" and n.lemma_ in {"hold", "ice", "pause"} for w, n in found)


def is_open(act: Act) -> bool:
    """ "remains open", "keep its embassy open", "is still operational"."""
    if act.mood.negated or any(c.lower_ == "non" for c in children_of(act.token)):
        return False
    if is_open_to_words(act.token) or leaves_a_thing_open(act):
        return False
    for child in children_of(act.token):
        if child.lower_ == "up" and any(c.lower_ == "running" for c in child.rights):
            return True
        if child.dep_ in {"acomp", "oprd", "advmod", "xcomp", "ccomp", "attr", "amod"}:
            if works_at(child):
                continue  # "keeps working on the trade deal"
            joined = (c for c in child.rights if c.dep_ == "conj")  # "safe and working"
            if (
                child.lower_ in OPEN or any(c.lower_ in OPEN for c in joined)
            ) and not any(
                c.dep_ == "neg" or c.lower_ == "non" for c in children_of(child)
            ):
                return True
            if child.dep_ == "ccomp" and child.lemma_ == "open":
                return True
            if child.dep_ == "attr" and any(c.lower_ in OPEN for c in child.lefts):
                return child.like_num or "/" in child.text  # "operational 24/7"
            if child.lemma_ == "business":
                return "usual" in {t.lower_ for t in child.subtree}
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ == "open":
            return True
    return any(
        word in {"in", "up"}
        and noun.lemma_.lower() in {"place", "operation", "business", "service"}
        for word, noun in complements(act.token)
    )


CONTINUING = frozenset({"continue", "remain", "go", "carry"})


def keeps_going(act: Act) -> bool:
    verb = act.token
    if verb.lemma_ == "keep":
        return _keeps_at_it(verb) and not act.mood.negated
    if lemma_of(verb) in {"go_on", "carry_on", "keep_on", "work_on"}:
        return not (from_elsewhere(act) or act.mood.negated)
    if act.mood.negated or from_elsewhere(act) or closed(act) or works_at(verb):
        return False
    if verb.dep_ == "acl":
        return False  # "the number of people working at the embassy": which of them
    if shelters(act):
        return False
    if with_few(act):
        return verb.lemma_ in CONTINUING or _is_at_it(verb)
    if verb.lemma_ == "continue":
        nouns = {n.lemma_.lower() for n in objects(verb)}
        verbs = {c.lemma_ for c in children_of(verb) if c.dep_ == "xcomp"}
        works = {"operate", "work", "function", "serve", "run", "provide", "offer"}
        return bool(verbs & works) or bool(nouns & {"work", "operation", "activity"})
    if verb.dep_ == "xcomp" and verb.head.lemma_ in CONTINUING:
        return False
    words = {t.lower_ for t in verb.subtree}
    if verb.lemma_ in {"run", "serve"} and not words & STEADY:
        return False
    if words & STEADY or _at_all_hours(verb) or _as_before(words):
        return True
    return verb.tag_ == "VBG" and not objects(verb)


def _is_at_it(verb: Token) -> bool:
    """ "is working with few": seen at work; "will run with few" tells of few alone."""
    helping = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
    at_it = {"is", "are", "was", "were", "'s", "’s"}
    return verb.tag_ == "VBG" and bool(helping & at_it)


def _keeps_at_it(verb: Token) -> bool:
    """ "will keep working day and night", however the parse hangs the working."""
    if verb.i + 1 >= len(verb.doc):
        return False
    work = verb.nbor()
    going = {"operate", "function", "run", "serve", "go"}
    if work.tag_ != "VBG" or work.lemma_ not in going | {"work"}:
        return False
    return work.lemma_ in going or not works_at(work)


def _as_before(words: set[str]) -> bool:
    """ "works without change", "carries on as before", "as best it can"."""
    unbroken = "without" in words and bool(words & WITHOUT)
    return unbroken or ("as" in words and bool(words & {"before", "best"}))


def _at_all_hours(verb: Token) -> bool:
    """ "works around the clock", "day and night", "24 hours a day"."""
    words = {t.lower_ for t in verb.subtree if t.i > verb.i}
    return "clock" in words or words >= {"day", "night"} or words >= {"hours", "day"}


def works_at(verb: Token) -> bool:
    """ "is working to trace its nationals", "with the authorities": busy, not open."""
    if verb.lemma_ != "work":
        return False
    if any(
        c.dep_ in {"xcomp", "advcl"} and is_infinitive(c) for c in children_of(verb)
    ):
        return True
    return any(
        word in {"with", "on", "for"}
        and not is_time(noun)
        and noun.lemma_.lower() not in word_list("teams")
        and not any(c.lower_ in word_list("reduced") | STEADY for c in noun.lefts)
        for word, noun in complements(verb)
    )


def with_few(act: Act) -> bool:
    """ "is operating with limited staff", "at reduced capacity"."""
    ways = {"with", "by", "on", "at"}
    return any(w in ways and is_few(n) for w, n in complements(act.token))


def left_over(act: Act) -> bool:
    """ "has a small team left": what is still there of a larger one."""
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(after & {"left", "there"})


def as_usual(act: Act) -> bool:
    """ "opened as normal": on a day like any other, it had not been shut."""
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    if any(c.lower_ == "as" and c.dep_ == "prep" for c in act.token.rights):
        return bool(after & ORDINARY)  # "as on any other day", "as always"
    return bool(after & {"normal", "usual", "usually", "normally"})


def in_emergencies(act: Act) -> bool:
    """ "will open on Monday for emergency services only": not open again."""
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return "only" in after and bool(after & {"emergency", "emergencies", "urgent"})


def of_services(act: Act) -> bool:
    """ "no change to consular services": not to the mission's people.

    Nor has "no change was announced" told that all is as before.
    """
    if act.token.dep_ == "nsubjpass" and act.token.head.lemma_ in MADE_KNOWN:
        return True
    return act.theme is not None and act.theme.lemma_.lower() == "service"


def of_itself(act: Act) -> bool:
    """ "We are not closing": the mission, where nothing else is closed."""
    return not any(n.dep_ == "dobj" for n in objects(act.token))


def not_open(act: Act) -> bool:
    """ "is not open to the public"; without its "not" it is no such thing."""
    return any(c.dep_ == "acomp" and c.lower_ == "open" for c in act.token.rights)


def of_envoys(act: Act) -> bool:
    """Whether "we" are an embassy's: its envoy or spokesman speaks, or was told of."""
    near = any(t.lemma_.lower() in word_list("posts") for t in act.token.sent)
    quoted = act.passage.in_missions_words(act.token) or is_labelled(act.passage)
    return near or quoted or act.passage.discourse.of_mission


def nowhere(act: Act) -> bool:
    """ "is going nowhere", "is not going anywhere"."""
    words = words_beside(act.token)
    return "nowhere" in words or ("anywhere" in words and act.mood.negated)


def at_post(act: Act) -> bool:
    """Stays where the mission is: in the city or the country, at its post."""
    if act.mood.negated or (act.token.lemma_ == "be" and on_business(act)):
        return False
    words = words_beside(act.token)
    located = {"in", "at", "to", "from", "on", "inside", "out of"}
    if as_caretaker(act) or _is_of_those_left(act.token):
        return False
    if is_called_unwise(act.token):
        return False
    if act.theme is not None and is_only(act.theme, act.token):
        return False  # "only the consul remains": reduced
    on = {c.lower_ for c in act.token.rights if c.dep_ != "prep" or not c.n_rights}
    put = words & {"put", "behind", "there", "here"} or on & {"on"}
    there = "still" in words and act.token.lemma_ == "be"
    if put and (there or act.token.lemma_ in {"stay", "remain"}):
        return True
    shut_in = words & SHUT_IN
    if closed(act) or shut_in or act.token.dep_ == "auxpass":
        return False
    bare = not any(w in located for w, _ in places_of(act))
    if bare and (act.token.lemma_ == "stay" or _envoy_remains(act)):
        side = {"acomp", "oprd", "dobj", "attr"}
        if act.token.lemma_ == "remain":
            side.add("xcomp")  # "remains to be seen"; but "stays to help"
        return not any(c.dep_ in side for c in children_of(act.token))
    near = (*complements(act.token), *_beside_adjective(act.token), *_kept_in(act))
    for word, noun in near:
        if word in {"in", "at", "on", "inside", "on in", "on at"}:
            if noun.lemma_.lower() in AT_WORK or (word, noun.lower_) == ("in", "place"):
                return True
            if is_host_place(noun, act) and not is_own_place(noun, act):
                return True
    return False


def _is_of_those_left(verb: Token) -> bool:
    """ "Personnel remaining in Kinshasa were told to stay in": which of them."""
    bare = verb.dep_ == "acl" and verb.tag_ == "VBG"
    return bare and verb.head.tag_ in {"NN", "NNS"} and verb.i == verb.head.i + 1


def _beside_adjective(verb: Token) -> Iterator[tuple[str, Token]]:
    """ "are safe and at work": the place that is coordinated with an adjective."""
    for adjective in children_of(verb):
        if adjective.dep_ in {"acomp", "attr"}:
            for prep in children_of(adjective):
                if prep.dep_ == "conj" and prep.pos_ == "ADP":
                    yield from ((prep.lower_, c) for c in children_of(prep))


def _kept_in(act: Act) -> tuple[tuple[str, Token], ...]:
    """ "kept its ambassador in Sanaa": the place hangs on who is kept."""
    kept = act.theme is not None and act.token.lemma_ in KEEPING
    return complements(act.theme) if act.theme is not None and kept else ()


def _envoy_remains(act: Act) -> bool:
    """ "The ambassador would remain", "the embassy would": where they are."""
    return (
        act.token.lemma_ == "remain"
        and act.theme is not None
        and bool({"envoy", "mission", "staff"} & classes_of(act.theme, act.passage))
    )


def closed(act: Act) -> bool:
    verb = act.token
    if verb.dep_ in {"aux", "auxpass"} and verb.head.tag_ == "JJ":
        return verb.head.lower_ in SHUT  # "the building is closed", as some parse it
    if any(
        c.lower_ in SHUT
        and c.dep_ not in {"conj", "advcl", "relcl", "parataxis"}
        and not (c.dep_ == "ccomp" and any(g.dep_ in SUBJECTS for g in c.lefts))
        and not any(g.lower_ in {"neither", "not", "nor"} for g in c.lefts)
        for c in children_of(act.token)
    ):
        return True
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ in SHUT:
            return True
    return act.token.lemma_ == "keep" and _is_kept_shut(act.token)


def neither_shut(act: Act) -> bool:
    """ "is neither closed nor moved"."""
    return any(
        c.lower_ in SHUT and any(g.lower_ in {"neither", "not"} for g in c.lefts)
        for c in act.token.rights
    )


def _is_kept_shut(verb: Token) -> bool:
    """ "kept the crossing with Chad closed", parsed as if it kept and closed."""
    for word in children_of(verb):
        if word.dep_ == "conj" and word.lower_ in SHUT:
            joined = any(c.dep_ == "cc" and c.i < word.i for c in children_of(verb))
            return not joined and word.nbor(-1).text != ","
    return False


def kept_mood(act: Act) -> bool:
    if not act.mood.kept or lemma_of(act.token) in {"go_back", "move_back"}:
        return False
    if act.token.lemma_ == "leave" and is_passive(act.token):
        return False  # "no diplomats are left"
    if "far" in words_beside(act.token):
        return False  # "did not go as far as Lima"
    told = act.token.dep_ == "xcomp" and act.token.head.lemma_ in TELLING
    if told and is_negated(act.token):
        return False  # "were told not to leave the city": to keep off the roads
    if act.token.head.lower_ in {"one", "nobody", "none"} and is_infinitive(act.token):
        return False  # "has advised no one to leave": nobody's plan of his own
    if act.theme is not None and {"envoy"} & classes_of(act.theme, act.passage):
        return True
    inner = {n.lemma_.lower() for n in objects(act.token) if n.dep_ == "dobj"}
    if inner and act.theme is not None and act.theme.lower_ in {"we", "i"}:
        return False  # "We are not closing the road"
    return not inner & INSIDE


STAYING: dict[str, Callable[[Act], bool]] = {
    "open": is_open,
    "keeps_going": keeps_going,
    "at_post": at_post,
    "closed": closed,
    "kept_mood": kept_mood,
    "on_hold": on_hold,
    "as_usual": as_usual,
    "in_emergencies": in_emergencies,
    "nowhere": nowhere,
    "not_open": not_open,
    "of_envoys": of_envoys,
    "neither_shut": neither_shut,
    "of_itself": of_itself,
    "of_services": of_services,
    "left_over": left_over,
    "with_few": with_few,
}
