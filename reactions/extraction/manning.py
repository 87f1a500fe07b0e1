"""Conditions of who is left and whether anybody works: nobody, only these, not at work.

The codebook: a mission where only a few remain is reduced, one without its people is
evacuated, one that does not work is suspended.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act, is_host_place, places_of, words_beside
from reactions.extraction.elsewhere import from_elsewhere
from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.negation import is_negated
from reactions.extraction.parts import is_only
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import own_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.staying import STEADY, closed, works_at
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive

NOBODY = frozenset({"nobody", "none", "noone"})
AT_WORK = frozenset(
    "operational functional functioning active operating working manned staffed".split()
)
FULLY = STEADY | frozenset({"properly", "capacity", "yet", "well", "smoothly", "only"})
MISSIONS = frozenset("embassy mission consulate representation legation".split())
STILL_OPEN = frozenset(
    """open operating functioning operational functional working remaining staffed
    manned active""".split()
)
STAYED = frozenset("remain stay keep operate function work continue".split())
GONE = frozenset(
    "close shut closed shutter evacuate leave withdraw move suspend relocate".split()
)


def is_no_one(noun: Token) -> bool:
    """ "nobody", "none", "no one", "no diplomats"."""
    return noun.lower_ in NOBODY or any(
        c.lower_ == "no" and c.dep_ == "det" for c in noun.lefts
    )


def no_one_left(act: Act) -> bool:
    """ "no diplomats remain", "has no staff left", "there is nobody at the embassy"."""
    verb, theme = act.token, act.theme
    if theme is None:
        return False
    at = [n for w, n in (*complements(verb), *complements(theme)) if w in {"in", "at"}]
    if (theme.lower_ in NOBODY or theme.lemma_ == "one") and not any(
        "mission" in classes_of(n, act.passage) for n in at
    ):
        return False
    if not (is_no_one(theme) or (verb.lemma_ in {"be", "have"} and is_negated(verb))):
        return False
    here = any(
        word in {"in", "at", "inside"}
        and (is_host_place(n, act) or "mission" in classes_of(n, act.passage))
        for holder in (verb, theme)
        for word, n in complements(holder)
    )
    if verb.lemma_ == "leave" and not is_passive(verb):
        return False
    if verb.lemma_ in {"be", "have"}:
        exists = has_child(verb, "expl") or theme.dep_ == "dobj" or is_no_one(theme)
        return exists and _is_no_more(verb) and _on_post(verb)
    return here or not places_of(act)


def _is_no_more(verb: Token) -> bool:
    """ "no diplomats left", "no longer any", "no more diplomats": there were some."""
    for word in verb.subtree:
        if word.lower_ in {"left", "remaining", "longer", "anymore"}:
            return True
        if word.lower_ == "more" and word.i and word.nbor(-1).lower_ in {"no", "any"}:
            return True
    return False


def _on_post(verb: Token) -> bool:
    """Nothing but a place is said of them: not "no diplomats left to talk to"."""
    return not any(c.dep_ in {"acomp", "xcomp"} for c in verb.rights)


def only_these(act: Act) -> bool:
    """ "only the ambassador and two guards remain", "has just three diplomats left"."""
    verb, theme = act.token, act.theme
    negated = act.mood.negated
    if theme is None or negated or is_no_one(theme) or not is_only(theme, verb):
        return False
    named = any(t.lemma_.lower() in word_list("posts") for t in theme.sent)
    if not (named or act.passage.discourse.about_missions):
        return False
    if verb.lemma_ == "leave" and theme.dep_ == "dobj":
        near = [n for w, n in complements(verb) if w in {"in", "at"}]
        near += [n for w, n in complements(theme) if w in {"in", "at"}]
        return "behind" in words_beside(verb) or any(
            is_host_place(n, act) or "mission" in classes_of(n, act.passage)
            for n in near
        )
    if verb.lemma_ in {"be", "have", "leave", "keep", "retain"}:
        words = {t.lower_ for t in verb.subtree if t.dep_ != "expl"}
        over = words & {"left", "still", "remaining", "behind", "there", "now", "on"}
        return bool(over) or verb.lemma_ in {"keep", "retain"}
    if any(c.dep_ in {"acomp", "oprd", "attr"} or c.tag_ == "VBG" for c in verb.rights):
        return False
    return theme.dep_ in {"nsubj", "nsubjpass", "conj"} or is_passive(verb)


def not_over_matter(act: Act) -> bool:
    """ "is holding out", where nothing is held out to anybody."""
    if act.mood.negated or any(c.dep_ in {"dobj", "xcomp"} for c in act.token.rights):
        return False
    return not any(w in {"for", "against", "on"} for w, _ in complements(act.token))


def in_full(act: Act) -> bool:
    """ "keeps a full staff", "its entire team"."""
    if act.theme is None or act.mood.negated:
        return False
    whole = {c.lower_ for c in act.theme.lefts} & {
        "full",
        "entire",
        "whole",
        "complete",
    }
    return bool(whole) and act.theme.dep_ == "dobj"


def at_mission(act: Act) -> bool:
    """ "nothing has changed at the embassy"."""
    return any(
        w in {"at", "for", "with", "in"} and "mission" in classes_of(n, act.passage)
        for w, n in complements(act.token)
    )


def business_goes_on(act: Act) -> bool:
    """ "It is business as usual at the embassy"."""
    said = [c for c in act.token.rights if c.dep_ == "attr"]
    said += [c for c in act.token.lefts if c.dep_ == "nsubj"]
    return any(
        c.lemma_ in {"business", "work", "life"}
        and "usual" in {t.lower_ for t in act.token.subtree}
        for c in said
    )


def fully_so(act: Act) -> bool:
    """ "is fully staffed", "is still manned"."""
    if not is_passive(act.token) or has_child(act.token, "agent"):
        return False
    usual = {"fully", "still", "normally", "also"}
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words_beside(act.token) & usual or after & {"usual", "normal"})


def still_left(act: Act) -> bool:
    """ "there are three of us left"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    before = {c.lower_ for c in children_of(act.token)}
    return bool(words & {"left", "remaining"} or before & {"still", "only"})


def at_no_work(act: Act) -> bool:
    """ "is not operating", "is no longer functional"; not "not on the case"."""
    verb = act.token
    if _is_unmade(verb):
        return True
    if not is_negated(verb) or from_elsewhere(act) or closed(act):
        return False
    modals = {c.lower_ for c in verb.lefts if c.dep_ == "aux" and c.tag_ == "MD"}
    unable = modals <= {"can", "ca"} and verb.lemma_ in {"operate", "function"}
    if modals & MAYBE and not unable:
        return False
    words = {t.lower_ for t in verb.subtree if t.i > verb.i}
    if words & FULLY or words_beside(verb) & FULLY:
        return False
    if verb.lemma_ == "be":
        return any(
            c.dep_ in {"acomp", "attr"} and c.lower_ in AT_WORK for c in verb.rights
        )
    if any(c.dep_ in {"dobj", "xcomp", "advcl", "acomp"} for c in verb.rights):
        return False
    return not works_at(verb) and not any(
        w in {"with", "under", "like", "as"} for w, _ in complements(verb)
    )


def _is_unmade(verb: Token) -> bool:
    """ "is non-operational": a "not" that is part of the word."""
    return any(
        c.dep_ == "acomp"
        and c.lower_ in AT_WORK
        and any(g.lower_ == "non" for g in (*c.lefts, *verb.rights))
        for c in verb.rights
    )


WORKING = frozenset("operate work function run serve exist be".split())
INCOMING = frozenset({"fresh", "new", "replacement", "additional", "more", "extra"})
MAYBE = frozenset({"may", "might", "could", "can", "would", "should", "ca"})


def stops_other_work(act: Act) -> bool:
    """ "has stopped issuing visas", "ceased to sell tickets": no more than that."""
    clauses = [c for c in act.token.rights if c.dep_ in {"xcomp", "ccomp"}]
    return any(
        c.lemma_ not in WORKING and not _serves_all(c)
        for c in clauses
        if c.tag_ == "VBG" or has_child(c, "aux")
        if c.tag_.startswith("VB") and not is_passive(c)
    )


def _serves_all(verb: Token) -> bool:
    """ "stopped attending the public", "receiving visitors": all that it does."""
    served = {o.lemma_.lower() for o in verb.rights if o.dep_ == "dobj"}
    return verb.lemma_ in {"attend", "serve", "receive", "see", "admit"} and bool(
        served & {"public", "visitor", "citizen", "applicant"}
    )


def any_services(act: Act) -> bool:
    """ "any services", "no services", "services of any kind": not visa services."""
    for noun in objects(act.token):
        if noun.dep_ != "dobj" or noun.lemma_.lower() != "service":
            continue
        whole = any(c.lower_ in {"any", "no"} for c in noun.lefts) or any(
            w == "of" and any(c.lower_ == "any" for c in n.lefts)
            for w, n in complements(noun)
        )
        whole = whole or any(t.lower_ == "whatsoever" for t in noun.sent)
        beside = {c.dep_ for c in noun.lefts} & {"compound", "amod"}
        return whole and not beside
    return False


def among_open(act: Act) -> bool:
    """ "is one of the few embassies still open", "the only mission at work there"."""
    if act.mood.negated:
        return False
    heads = [c for c in act.token.rights if c.dep_ == "attr"]
    heads += [n for w, n in complements(act.token) if w in {"among", "amongst"}]
    for head in heads:
        words = [t for t in head.subtree if t.i >= head.i or t.head.i == head.i]
        lemmas = {t.lemma_.lower() for t in words}
        if not lemmas & (MISSIONS | {"one", "handful", "few"}) or lemmas & GONE:
            continue
        still = {t.lower_ for t in words} & STILL_OPEN or lemmas & STAYED
        at_work = "still" in lemmas and lemmas & {"work", "ground", "place", "post"}
        if (still or at_work) and not any(t.dep_ == "neg" for t in words):
            return bool(lemmas & MISSIONS) or "one" in lemmas
    return False


def shut_up(act: Act) -> bool:
    """ "the building is locked", "was padlocked": by nobody that is named."""
    if act.token.lemma_ in {"be", "stand", "remain", "stay"}:
        return closed(act)
    return is_passive(act.token) and not has_child(act.token, "agent")


def arrives_at_host(act: Act) -> bool:
    """ "landed in Khartoum with the staff", "will return with fresh staff"."""
    theme = act.theme
    if theme is not None and {c.lower_ for c in theme.lefts} & INCOMING:
        return True
    return any(
        word in {"in", "at", "to", "into"} and is_host_place(noun, act)
        for word, noun in complements(act.token)
    )


def by_own_craft(act: Act) -> bool:
    """ "A frigate picked up Dutch diplomats": theirs is told, not the frigate's."""
    theme = head_of(act.theme) if act.theme is not None else None
    if theme is None or not by_a_craft(act):
        return False
    owned = any(c.tag_ == "PRP$" for c in theme.lefts)
    return owned or bool(own_states_of(theme, act.passage))


def by_a_craft(act: Act) -> bool:
    """ "A frigate picked them up"."""
    carriers = word_list("carriers_of_state")
    return any(
        a.lemma_.lower() in carriers or "vehicle" in classes_of(a, act.passage)
        for a in agents(act.token)
    )


def empty(act: Act) -> bool:
    """ "has been empty since Wednesday", "stands deserted"."""
    without = {n.lemma_.lower() for w, n in complements(act.token) if w == "without"}
    if without & {"staff", "diplomat", "personnel"}:
        return True
    return bool(words_beside(act.token) & {"empty", "deserted", "unmanned", "vacant"})


MANNING: dict[str, Callable[[Act], bool]] = {
    "empty": empty,
    "no_one_left": no_one_left,
    "only_these": only_these,
    "at_no_work": at_no_work,
    "not_over_matter": not_over_matter,
    "in_full": in_full,
    "at_mission": at_mission,
    "business_goes_on": business_goes_on,
    "fully_so": fully_so,
    "still_left": still_left,
    "stops_other_work": stops_other_work,
    "any_services": any_services,
    "among_open": among_open,
    "shut_up": shut_up,
    "by_a_craft": by_a_craft,
    "by_own_craft": by_own_craft,
    "arrives_at_host": arrives_at_host,
}
