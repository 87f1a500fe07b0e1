"""Conditions of those who stay where others go: a way out is turned down."""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated
from reactions.extraction.predicates import complements, subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

GUARDING = frozenset("look guard watch mind protect secure".split())
UNCHANGED = frozenset("unchanged unaltered unaffected intact undisturbed".split())
PAPERS = frozenset({"visa", "passport", "document", "paper", "permit"})
WATCHING = frozenset("monitor follow watch assess review evaluate urge call".split())
GOING = frozenset("leave go flee depart quit evacuate withdraw close shut".split())
CALLERS = frozenset("public visitor applicant caller customer client".split())
OFFERS = frozenset(
    """offer suggestion advice place invitation proposal chance plea order call request
    help instruction opportunity appeal recommendation""".split()
)
WAYS = frozenset(
    """leave go depart fly evacuate evacuation plane aircraft flight helicopter ship
    safety home convoy return departure withdraw""".split()
)
DOORS = frozenset("door gate office building chancery compound it itself".split())
UNWISE = frozenset(
    """dangerous irresponsible unsafe impossible unwise reckless pointless
    untenable""".split()
)
WORDS = frozenset(
    """dialogue dialog talk negotiation mediation proposal idea suggestion discussion
    cooperation co-operation compromise question criticism debate contact""".split()
)


def a_way_out(act: Act) -> bool:
    """ "turned down a seat on a plane", "an offer to be flown out", "advice to go"."""
    for noun in (c for c in act.token.rights if c.dep_ == "dobj"):
        if noun.lemma_.lower() in word_list("ways_out") | {"escort", "lift"}:
            return True
        inner = {t.lemma_.lower() for t in noun.subtree if t.i > noun.i}
        if noun.lemma_.lower() in OFFERS and inner & WAYS:
            return True
    return False


def still_here(act: Act) -> bool:
    """ "We are here", "we're still here": nothing more is said of why."""
    after = [c for c in act.token.rights if c.dep_ not in {"punct", "cc", "conj"}]
    words = {c.lower_ for c in after}
    return "here" in words and words <= {"here", "still", "all", "now"}


def is_open_to_words(verb: Token) -> bool:
    """ "is open to dialogue", "to all ideas": a mind, no house."""
    near = (verb, *(c for c in children_of(verb) if c.lower_ == "open"))
    return any(
        word == "to" and noun.lemma_.lower() in WORDS
        for holder in near
        for word, noun in complements(holder)
    )


def leaves_a_thing_open(act: Act) -> bool:
    """ "left the question open": no house of its own."""
    left = [c for c in act.token.rights if c.dep_ == "dobj"]
    if (
        act.token.lemma_ not in {"keep", "retain", "leave"}
        or not left
        or act.theme in left
    ):
        return False
    return not any(
        n.lemma_.lower() in DOORS or classes_of(n, act.passage) & {"mission", "work"}
        for n in left
    )


def flag_of_mission(act: Act) -> bool:
    """ "The flag was raised again over the embassy", "the embassy lowered its flag"."""
    if any("mission" in classes_of(s, act.passage) for s in subjects(act.token)):
        return True
    return any(
        w in {"over", "at", "above", "in", "outside", "on"}
        and "mission" in classes_of(n, act.passage)
        for w, n in complements(act.token)
    )


def is_called_unwise(verb: Token) -> bool:
    """ "It would not be responsible to stay", "too dangerous to remain"."""
    said = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or said.tag_ != "JJ":
        return False
    too = any(c.lower_ == "too" for c in said.lefts)
    return too or said.lower_ in UNWISE or is_negated(said.head)


def as_caretaker(act: Act) -> bool:
    """ "stays behind to look after the premises": the mission itself has gone."""
    return any(
        c.dep_ in {"xcomp", "advcl"}
        and c.lemma_ in GUARDING
        and is_infinitive(c)
        and not _guards_people(c, act)
        for c in children_of(act.token)
    )


def lights_on(act: Act) -> bool:
    """ "will keep the lights on", "keeps the flag flying", said of a mission."""
    doers = subjects(act.token)
    if not any(
        s.lower_ in {"i", "we"} or classes_of(s, act.passage) & {"mission", "staff"}
        for s in doers
    ):
        return False
    held = {c.lemma_.lower() for c in act.token.rights if c.dep_ in {"dobj", "nsubj"}}
    held |= {c.lemma_.lower() for c in subjects_below(act.token)}
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return ("light" in held and "on" in after) or ("flag" in held and "flying" in after)


def subjects_below(verb: Token) -> Iterator[Token]:
    """ "keep the flag flying": the flag, parsed as what flies."""
    for clause in verb.rights:
        if clause.dep_ in {"ccomp", "xcomp"}:
            yield from (c for c in clause.lefts if c.dep_ == "nsubj")


def _guards_people(verb: Token, act: Act) -> bool:
    """ "stays to look after 300 workers": at work, no caretaker."""
    watched = [c for c in verb.rights if c.dep_ == "dobj"]
    watched += [n for _, n in complements(verb)]
    classes = (classes_of(n, act.passage) for n in watched)
    return any(c & {"citizens", "people", "refugees", "host_people"} for c in classes)


def open_to_callers(act: Act) -> bool:
    """ "is receiving visitors", "is still serving the public": it is at work."""
    now = act.token.tag_ == "VBG" and any(c.dep_ == "aux" for c in act.token.lefts)
    return now and any(
        c.dep_ == "dobj"
        and c.lemma_.lower() in CALLERS
        and not any(g.dep_ in {"acl", "relcl", "amod"} for g in children_of(c))
        for c in act.token.rights
    )


def still_so(act: Act) -> bool:
    return any(c.lower_ == "still" for c in children_of(act.token))


def where_it_is(act: Act) -> bool:
    """ "keeps its envoy where he is", "has left its embassy as it was"."""
    return any(
        c.lemma_ == "be"
        and c.dep_ in {"advcl", "ccomp"}
        and c.n_rights - sum(g.is_punct or g.dep_ == "prep" for g in c.rights) == 0
        and any(g.lower_ in {"where", "as"} for g in c.lefts)
        for c in act.token.rights
    )


def unchanged(act: Act) -> bool:
    """ "staffing is unchanged", "its operations are undisturbed"."""
    told = any(
        c.dep_ in {"acomp", "oprd"} and c.lower_ in UNCHANGED for c in act.token.rights
    )
    return told and not act.mood.negated


def issues_papers(act: Act) -> bool:
    """ "is still issuing visas", "visas are being issued at the embassy"."""
    verb, theme = act.token, act.theme
    if theme is None or theme.lemma_.lower() not in PAPERS:
        return False
    helping = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBG" and helping & {"is", "was", "are", "were", "been"}:
        return any("mission" in classes_of(s, act.passage) for s in subjects(verb))
    return "being" in helping and any(
        w in {"at", "by"} and "mission" in classes_of(n, act.passage)
        for w, n in complements(verb)
    )


def at_the_mission(act: Act) -> bool:
    """ "are still working from the embassy", "at the consulate"."""
    return any(
        w in {"from", "at", "in", "inside"} and "mission" in classes_of(n, act.passage)
        for w, n in complements(act.token)
    )


def by_locals(act: Act) -> bool:
    """ "Local staff kept the embassy running": they did, in those days."""
    return any("allies" in classes_of(s, act.passage) for s in subjects(act.token))


def only_watches(act: Act) -> bool:
    """ "will continue to monitor the situation": that tells of no house."""
    return any(
        c.dep_ == "xcomp" and c.lemma_ in WATCHING for c in children_of(act.token)
    )


def not_among_leavers(act: Act) -> bool:
    """ "is not among those who have left"."""
    heads = [n for w, n in complements(act.token) if w in {"among", "amongst"}]
    heads += [c for c in act.token.rights if c.dep_ == "attr"]
    return act.mood.negated and any(
        c.dep_ in {"relcl", "acl"} and c.lemma_ in GOING and not is_negated(c)
        for head in heads
        for c in head.rights
    )


def kept_going(act: Act) -> bool:
    """ "to keep its embassy going"."""
    above = act.token.head
    kept = above.lemma_ in {"keep", "leave"} and act.token.dep_ in {"xcomp", "ccomp"}
    return kept and act.token.tag_ == "VBG" and not act.token.n_rights


REMAINING: dict[str, Callable[[Act], bool]] = {
    "as_caretaker": as_caretaker,
    "flag_of_mission": flag_of_mission,
    "a_way_out": a_way_out,
    "still_here": still_here,
    "lights_on": lights_on,
    "open_to_callers": open_to_callers,
    "still_so": still_so,
    "where_it_is": where_it_is,
    "unchanged": unchanged,
    "issues_papers": issues_papers,
    "kept_going": kept_going,
    "by_locals": by_locals,
    "not_among_leavers": not_among_leavers,
    "only_watches": only_watches,
    "at_the_mission": at_the_mission,
}
