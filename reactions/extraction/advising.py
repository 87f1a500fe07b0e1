"""Conditions of travel advice: what people are told, how it is put, what level it has.

Source: foreign ministries' own scales ("Level 3: Reconsider Travel", "all but
essential travel", red, amber) and the verbs in which news retells them.
"""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act, is_host_place
from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.leaving import LEAVE
from reactions.extraction.moods import mood_of
from reactions.extraction.negation import is_negated
from reactions.extraction.predicates import SPEECH, complements, objects
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive
from reactions.vocabulary import Stage

ADVISED = LEAVE | frozenset(
    """avoid shelter stay register remain contact exercise keep limit take move head
    refrain postpone reconsider seek follow be lie prepare put defer delay cancel
    consider gather visit cross enrol enroll restrict monitor stock hide wait approach
    venture plan bring heed observe use join assemble report steer drive
    reschedule rethink pay comply abide obey adhere respect conserve ensure
    make""".split()
)
TRAVELS = frozenset({"travel", "trip", "journey", "visit", "travelling", "traveling"})
ADVICE = frozenset({"recommendation", "advice", "advisory", "warning", "guidance"})
RECOMMENDING = frozenset("recommend advise suggest urge counsel".split())
CONTINUING = frozenset("continue begin start consider try plan prepare look".split())
STANDING = frozenset(
    """level unchanged red amber orange yellow black place advise advises against
    travel force caution need""".split()
)
PUT_OFF = frozenset(
    "avoid defer postpone delay reconsider cancel limit minimise minimize".split()
)
WARNING = frozenset({"warn", "alert", "caution"})
DANGERS = frozenset(
    """security situation risk danger attack violence unrest threat fighting clash
    shelling kidnapping kidnap abduction airstrike strike safety protest""".split()
)
DEGREES = frozenset(
    """1 2 3 4 5 one two three four five six highest top red orange amber black
    maximum""".split()
)
INDOORS = frozenset("indoors inside home vigilant alert calm away put".split())
WITH_HASTE = frozenset("now immediately country while soon once today".split())


def advice_content(act: Act) -> bool:
    """What citizens are told: to leave, to stay inside, not to travel."""
    verb = act.token
    clause = verb if verb.pos_ == "VERB" else verb.head
    for child in clause.subtree:
        if child.i <= verb.i or child.pos_ != "VERB" or child.lemma_ not in ADVISED:
            continue
        if verb.lemma_ != "tell" or child.tag_ in {"VB", "VBP"}:
            return True  # "told us that they are waiting" advises nobody
    for word, noun in complements(verb):
        if word == "against" or noun.lemma_.lower() in {"caution", "travel"}:
            return True
    after = {t.lemma_.lower() for t in clause.subtree if t.i > verb.i}
    return verb.lemma_ in WARNING and bool(after & DANGERS)


def obligation(act: Act) -> bool:
    """ "should leave", also "should continue to shelter", "should consider leaving"."""
    token = act.token
    while not mood_of(token).obliged:
        if token.dep_ != "xcomp" or token.head.lemma_ not in CONTINUING:
            return False
        token = token.head
    return True


def to_be_put_off(act: Act) -> bool:
    """ "should be deferred", "recommended postponing": travel better not done."""
    if obligation(act):
        return True
    head = act.token.head
    if act.token.dep_ == "xcomp" and head.lemma_ == "say" and is_infinitive(act.token):
        return not is_negated(head)  # "Canada said to avoid all travel"
    governed = act.token.dep_ in {"xcomp", "ccomp", "advcl"}
    if act.token.dep_ == "acl" and is_infinitive(act.token):
        return head.lemma_ in ADVICE  # "the recommendation to avoid any travel"
    return governed and head.lemma_ in RECOMMENDING and not is_negated(head)


def imperative(act: Act) -> bool:
    """ "Do not travel", "Avoid all travel", "Leave now": said to all it concerns."""
    verb = act.token
    if verb.tag_ not in {"VB", "VBP"} or verb.dep_ not in {"ROOT", "ccomp", "conj"}:
        return False
    if any(has_child(verb, dep) for dep in ("nsubj", "mark", "auxpass", "csubj")):
        return False
    if any(c.dep_ == "aux" and c.lemma_.lower() != "do" for c in children_of(verb)):
        return False
    after = {t.lower_ for t in verb.subtree if t.i > verb.i}
    lemma = verb.lemma_.lower()
    if lemma == "travel":
        return is_negated(verb)
    if lemma in PUT_OFF:
        return bool(after & TRAVELS)
    if lemma in {"leave", "depart"}:
        return bool(after & WITH_HASTE)
    if lemma == "exercise":
        return "caution" in after
    if lemma == "shelter":
        return "place" in after
    return bool(after & INDOORS)


def only_quoted_from(act: Act) -> bool:
    """ "it said in an advisory posted on its page": what it said there is told."""
    notice = act.token.head
    return (
        act.token.dep_ == "acl"
        and notice.dep_ == "pobj"
        and notice.head.lower_ == "in"
        and notice.head.head.lemma_.lower() in SPEECH
    )


def travel_there(act: Act) -> bool:
    """ "any travel", "non-essential travel": not a single trip."""
    if act.theme is None:
        return False
    beside = {c.lower_ for c in act.theme.lefts}
    wide = {"all", "any", "non", "nonessential", "non-essential", "unnecessary"}
    if beside & wide or any("essential" in word for word in beside):
        return True
    return any(w in {"to", "in"} for w, _ in complements(act.theme))


def stands_at(act: Act) -> bool:
    """ "remains at Level 3", "is unchanged", "remains: don't go"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & STANDING) or (
        act.token.lemma_ == "be" and bool(words & {*INDOORS, "leave", "avoid"})
    )


def level_of_alert(act: Act) -> bool:
    """ "put it on its highest level of alert", "raised Chad to level four"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    scale = {"level", "list", "category", "map", "red", "orange", "amber", "zone"}
    if not words & scale:
        return False
    if words & {"alert", "travel", "advisory", "advice", "trips"}:
        return True
    place = act.passage.mention_of.get(act.theme.i) if act.theme is not None else None
    return place is not None and bool(words & DEGREES)


def of_travel(act: Act) -> bool:
    """ "told people not to travel there": whoever they are, it is advice."""
    verb = act.token
    clauses = [c for c in verb.subtree if c.i > verb.i and c.pos_ == "VERB"]
    if any(c.lemma_ == "travel" and is_negated(c) for c in clauses):
        return True
    if any(
        c.lemma_ in {"go", "visit", "come"}
        and is_negated(c)
        and any(is_host_place(n, act) for n in (*objects(c), *_goals(c)))
        for c in clauses
    ):
        return True  # "tells people not to go to Sudan"
    after = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i}
    against = "against" in after or any(c.lemma_ in PUT_OFF for c in clauses)
    return against and bool(after & TRAVELS)


def _goals(verb: Token) -> Iterator[Token]:
    yield from (n for w, n in complements(verb) if w in {"to", "into"})


def under_review(act: Act) -> bool:
    if act.token.lemma_ != "be":
        return act.mood.stage is Stage.UNDERWAY
    return any(
        w == "under" and n.lemma_ in {"review", "consideration"}
        for w, n in complements(act.token)
    )


def sells_no_trips(act: Act) -> bool:
    """ "told to stop selling trips": what agencies and tour operators are told."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    halts = {"stop", "suspend", "cancel", "halt", "not", "refrain", "avoid", "bring"}
    sold = {"trip", "tour", "package", "holiday", "group", "ticket", "booking", "sale"}
    return bool(words & halts) and bool(words & sold)


def told_that(verb: Token) -> Iterator[Token]:
    """ "recommended that Israelis reconsider travel": who is told."""
    for clause in children_of(verb):
        if clause.dep_ == "ccomp":
            yield from (c for c in children_of(clause) if c.dep_ == "nsubj")


def to_leave(act: Act) -> bool:
    if act.token.lemma_ == "allow" and any(
        c.lemma_ in {"return", "come"} for c in children_of(act.token)
    ):
        return False  # "allowed hundreds to return home": over its own border
    return any(
        t.lemma_ in LEAVE and t.pos_ == "VERB" and t.i > act.token.i
        for t in act.token.subtree
    ) or any(
        word in {"out of", "from"} and is_host_place(noun, act)
        for word, noun in complements(act.token)
    )


def what_to_do(act: Act) -> bool:
    """ "to leave", "to stay indoors", "to take the next flight"."""
    return to_leave(act) or advice_content(act)


def are_there(act: Act) -> bool:
    """ "told those already there to leave", "anyone still in the country"."""
    theme = act.theme
    if theme is None or theme.lower_ not in THERE:
        return False
    beside = {t.lower_ for t in theme.doc[theme.i + 1 : theme.i + 3]}
    near = [*complements(theme), *complements(act.token)]
    for clause in children_of(theme):  # "those who are in the country"
        if clause.dep_ == "relcl":
            near += complements(clause)
    return "there" in beside or any(
        w in {"in", "inside", "still in"} and is_host_place(n, act) for w, n in near
    )


def is_time_to(act: Act) -> bool:
    """ "now is the time to leave": said to all it concerns."""
    if act.token.dep_ not in {"acl", "relcl", "xcomp"} or not is_infinitive(act.token):
        return False
    time = act.token.head
    told = time.head if time.lemma_ == "time" else time
    marked = any(has_child(act.token, dep) for dep in ("nsubj", "mark", "auxpass"))
    if marked or told.lemma_ != "be" or is_negated(told):
        return False
    left = [c for c in children_of(act.token) if c.dep_ == "dobj"]
    if any(not is_host_place(place, act) for place in left):
        return False  # "to leave old quarrels behind"
    words = {t.lower_ for t in told.subtree if t.i < act.token.i}
    return "time" in words and bool(words & {"now", "the", "already"})


def in_force(act: Act) -> bool:
    """ "take effect", "come into force"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"effect", "force"})


THERE = frozenset("those anyone everyone anybody everybody people".split())
ADVISING: dict[str, Callable[[Act], bool]] = {
    "to_leave": to_leave,
    "are_there": are_there,
    "is_time_to": is_time_to,
    "what_to_do": what_to_do,
    "in_force": in_force,
    "advice_content": advice_content,
    "obligation": obligation,
    "to_be_put_off": to_be_put_off,
    "imperative": imperative,
    "travel_there": travel_there,
    "only_quoted_from": only_quoted_from,
    "stands_at": stands_at,
    "level_of_alert": level_of_alert,
    "of_travel": of_travel,
    "under_review": under_review,
    "sells_no_trips": sells_no_trips,
}
