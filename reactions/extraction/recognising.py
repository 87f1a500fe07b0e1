"""Conditions of recognition and of penalties by membership: whom one treats as what.

The codebook's `recognition_granted` and `recognition_withheld`; a body that shuts a
member out of its work imposes a sanction.
"""

from collections.abc import Callable

from reactions.actors import ACTORS
from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_none
from reactions.extraction.predicates import complements, objects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, ActorKind

SPOKESMEN = frozenset({"representative", "interlocutor", "authority", "government"})
OF_OLD = frozenset(
    "ousted deposed toppled detained overthrown exiled imprisoned jailed".split()
)
HARMING = frozenset(
    """undermine threaten obstruct repress incite suppress sabotage impede subvert
    rig attack persecute jail torture""".split()
)
EXCLUSIVE = frozenset(
    "sole only legitimate lawful rightful exclusive true authentic".split()
)


def as_leader(act: Act) -> bool:
    """ "welcomed him as interim president", "as the new government"."""
    holders = (act.token, *objects(act.token))
    return any(
        word == "as" and noun.lemma_.lower() in word_list("heads_of_state")
        for holder in holders
        for word, noun in complements(holder)
    )


def as_illegitimate(act: Act) -> bool:
    """ "considers it illegitimate", "declared the vote null and void"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & word_list("invalid"))


def as_ruler(act: Act) -> bool:
    """ "regards them as its government", "sees him as the winner"."""
    first = act.theme.i if act.theme is not None else act.token.i
    if act.theme is not None and any(
        c.lower_ in word_list("lawful") | OF_OLD for c in act.theme.lefts
    ):
        return False  # "regard the elected government as the government"
    for word in act.token.subtree:
        elect = word.lower_ == "elect" and word.nbor(-1).text == "-"
        ruler = word.lemma_.lower() in word_list("heads_of_state")
        if word.i <= first or not (elect or ruler):
            continue
        named = word.dep_ == "pobj" and word.head.lower_ == "as"
        if not named and word.dep_ not in {"oprd", "attr", "ccomp", "xcomp", "appos"}:
            continue
        lefts = {c.lower_ for c in word.lefts} | {c.dep_ for c in word.lefts}
        if elect or lefts & {"the", "poss"} or word.lower_ in {"president", "head"}:
            return not lefts & {"de", "facto"}
    return False


def of_states_at_large(act: Act) -> bool:
    """ "recognises states, not governments": nobody in particular."""
    theme = act.theme
    if theme is None or theme.tag_ != "NNS" or list(theme.lefts):
        return False
    return not complements(theme)


def by_bodies(act: Act) -> bool:
    """Whether it is an organisation that acts."""
    kinds = {ACTORS[code].kind for code in act.actors}
    return kinds == {ActorKind.ORGANISATION}


def to_those_in_power(act: Act) -> bool:
    """ "gave the seat to the council", "back to the rebels"."""
    powers = {"government", "host_power", "power", "camp"}
    holders = (act.token, *(c for c in act.token.rights if c.dep_ != "prep"))
    given = [n for h in holders for w, n in complements(h) if w.endswith("to")]
    given += [c for c in children_of(act.token) if c.dep_ == "dative"]
    return any(
        n.i in act.passage.insurgent
        or (classes_of(n, act.passage) & powers and n.pos_ == "NOUN")
        or (
            n.pos_ == "PROPN" and n.text.isupper() and n.i not in act.passage.mention_of
        )
        for n in given
    )


def from_bodies(act: Act) -> bool:
    """ "suspended Sudan from its activities": an organisation's own member."""
    if not act.actors or not all(
        ACTORS[code].kind is ActorKind.ORGANISATION for code in act.actors
    ):
        return False
    if act.theme is not None and "membership" in classes_of(act.theme, act.passage):
        return True
    out_of = [n for w, n in complements(act.token) if w in {"from", "out of"}]
    return any(_is_body(noun) for noun in out_of)


def as_representative(act: Act) -> bool:
    """ "the sole legitimate representative", "its only interlocutor"."""
    for word in act.token.subtree:
        if word.i < act.token.i or word.lemma_.lower() not in SPOKESMEN:
            continue
        if {c.lower_ for c in word.lefts} & EXCLUSIVE:
            return True
    return False


def as_president(act: Act) -> bool:
    """ "still considers him the president": of the country, not "a friend"."""
    words = (t for t in act.token.subtree if t.i > act.token.i)
    return any(
        word.lemma_.lower() in {"president", "leader", "premier", "government"}
        and any(c.lower_ in {"the", "its", "his"} for c in word.lefts)
        for word in words
        if act.theme is None or word.i != act.theme.i
    )


def of_those_in_power(act: Act) -> bool:
    """ "no recognition", of the council or of nobody else that is named."""
    if act.theme is None:
        return False
    named = [n for w, n in complements(act.theme) if w in {"of", "for", "from"}]
    powers = {"government", "host_power", "power"}
    return all(
        classes_of(n, act.passage) & powers or n.i in act.passage.insurgent
        for n in named
    )


def between_states(act: Act) -> bool:
    """ "broke with Ecuador": one state with another, one of them the host."""
    mention = act.passage.mention_of.get(act.theme.i) if act.theme is not None else None
    host = act.passage.discourse.host
    if mention is None or not mention.code or mention.code in act.actors:
        return False
    return host in {mention.code, *act.actors}


def after_break(act: Act) -> bool:
    """ "joined the rupture with Qatar": of ties, with a state or as told before."""
    told = act.passage.discourse.act
    if told is not None and told.type is ActionType.RELATIONS_CUT:
        return True
    if act.theme is None or act.theme.lemma_ == "boycott":
        return False
    host = act.passage.discourse.host
    beyond = (act.passage.mention_of.get(n.i) for _, n in complements(act.theme))
    return any(m is not None and m.code == host for m in beyond)


def too_early(act: Act) -> bool:
    """ "It is too early to talk about recognition", "it is out of the question"."""
    early = {"early", "premature", "soon", "unthinkable", "off"}
    return is_none(act.token) or any(
        word.lower_ in early
        for above in act.token.ancestors
        for word in (above, *children_of(above))
    )


def as_adjective(act: Act) -> bool:
    """ "recognised charities": known ones, nobody is recognised now."""
    return act.token.dep_ == "amod"


def of_the_old(act: Act) -> bool:
    """ "still recognises the ousted president"."""
    theme = act.theme
    return theme is not None and bool({c.lower_ for c in theme.lefts} & OF_OLD)


def denied_of_it(act: Act) -> bool:
    """ "did not amount to recognition", "there is no recognition"."""
    nouns = (c for c in children_of(act.token) if c.dep_ == "attr")
    return act.mood.negated or any(is_none(n) for n in nouns)


def for_the_powerful(act: Act) -> bool:
    """ "stopped issuing visas to officials": a penalty, no rule for travellers."""
    holders = [act.token, *((act.theme,) if act.theme is not None else ())]
    if act.theme is not None:  # "visas held by the relatives of the chief"
        holders += [c for c in children_of(act.theme) if c.dep_ == "acl"]
    return any(
        word in {"for", "of", "to", "from", "by"}
        and (
            noun.lemma_.lower() in word_list("the_powerful")
            or _are_wrongdoers(noun)
            or _are_hosts(noun, act)
        )
        for holder in holders
        for word, noun in complements(holder)
    )


def _are_wrongdoers(noun: Token) -> bool:
    """ "visas for those who undermined the vote"."""
    return noun.lower_ in {"those", "anyone", "people", "persons"} and any(
        c.dep_ == "relcl" and c.lemma_ in HARMING for c in noun.rights
    )


def of_many_visas(act: Act) -> bool:
    """ "stripped 116 Nicaraguans of their visas": counted men of the host."""
    return any(_are_hosts(noun, act) for noun in objects(act.token))


def _are_hosts(noun: Token, act: Act) -> bool:
    """ "revoked the visas of 300 Guatemalans": of the country in crisis, counted."""
    if not any(c.dep_ == "nummod" for c in noun.lefts):
        return False
    host = act.passage.discourse.host
    named = [noun, *noun.lefts] if noun.lemma_ in {"national", "citizen"} else [noun]
    mentions = (act.passage.mention_of.get(n.i) for n in named)
    return any(m is not None and host in m.codes for m in mentions)


def of_a_vote(act: Act) -> bool:
    """ "the referendum was null and void": a vote, not a pact."""
    votes = {"vote", "election", "referendum", "result", "poll", "ballot", "outcome"}
    return act.theme is not None and act.theme.lemma_.lower() in votes


def _is_body(noun: Token) -> bool:
    return noun.lemma_.lower() in word_list("membership")


def takes_part(act: Act) -> bool:
    """ "aligned itself with the sanctions", "followed the EU in its sanctions"."""
    if act.token.lemma_ == "fall":
        return any(c.lower_ == "line" for c in act.token.subtree)
    return True


RECOGNISING: dict[str, Callable[[Act], bool]] = {
    "as_leader": as_leader,
    "as_illegitimate": as_illegitimate,
    "from_bodies": from_bodies,
    "takes_part": takes_part,
    "as_ruler": as_ruler,
    "of_states_at_large": of_states_at_large,
    "by_bodies": by_bodies,
    "to_those_in_power": to_those_in_power,
    "as_representative": as_representative,
    "as_president": as_president,
    "of_the_old": of_the_old,
    "as_adjective": as_adjective,
    "denied_of_it": denied_of_it,
    "too_early": too_early,
    "between_states": between_states,
    "after_break": after_break,
    "for_the_powerful": for_the_powerful,
    "of_those_in_power": of_those_in_power,
    "of_many_visas": of_many_visas,
    "of_a_vote": of_a_vote,
}
