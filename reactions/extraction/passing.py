"""Conditions of what passes: an alarm of an hour, a guest at dinner, a delay.

The verbs are those of a mission that closes, empties or stays; nothing of the kind is
meant.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.denials import is_said_not_so
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

BRIEF = frozenset({"hour", "minute", "moment", "while"})
LATER = frozenset({"later", "earlier", "late", "early"})
UNTIL = frozenset({"until", "till", "for", "through", "to"})
TRAVELLING = frozenset("visit tour inspect travel drive attend meet queue".split())
TRIPS = frozenset("visit trip tour journey stay".split())
HOURS = frozenset("morning evening afternoon night".split())
FEASTS = frozenset(
    """christmas easter eid diwali ramadan holidays holiday wedding funeral weekend
    vacation lunch dinner""".split()
)
GUARDIANS = frozenset("police policeman fireman firefighter guard".split())
LAWMAKING = frozenset("parliament house senate assembly congress chamber".split())
TERMS = frozenset({"contract", "tenure", "internship", "intern"})
CALLERS = frozenset("public visitor citizen national applicant people client".split())
LASTING = frozenset(
    """operate work function serve run provide offer issue assist help support process
    deliver attend perform carry exist handle""".split()
)
"""What a mission that keeps on doing it is open for; not to watch, to wait, to call."""


def for_an_hour(act: Act) -> bool:
    """ "was evacuated for an hour after a bomb scare", "briefly": back at once."""
    if any(c.lower_ == "briefly" for c in children_of(act.token)):
        return True
    return any(
        word == "for" and noun.lemma_ in BRIEF for word, noun in complements(act.token)
    )


def at_other_hours(act: Act) -> bool:
    """ "will open an hour later", "opened two hours late": on a day like any other."""
    return any(
        c.lower_ in LATER and any(g.lemma_ in BRIEF for g in children_of(c))
        for c in act.token.rights
    )


def for_an_occasion(act: Act) -> bool:
    """ "stayed until the end of the ceremony", "for dinner": a guest."""
    held = [n for w, n in complements(act.token) if w in UNTIL]
    held += [n for noun in held for w, n in complements(noun) if w == "of"]
    return any(n.lemma_.lower() in word_list("occasions") | BRIEF for n in held)


def to_save_money(act: Act) -> bool:
    """ "will close 20 embassies in a cost-cutting drive": for no crisis abroad."""
    words = {t.lower_ for t in act.token.sent}
    return {"save", "money"} <= words or not words.isdisjoint(word_list("savings"))


def continues_otherwise(act: Act) -> bool:
    """ "continues to receive calls", "to wait for an answer": that opens no house."""
    clauses = [c for c in act.token.rights if c.dep_ == "xcomp"]
    if act.token.lemma_ == "keep":  # "keeps working on the trade deal"
        return any(w in {"on", "with"} for c in clauses for w, _ in complements(c))
    if act.token.lemma_ != "continue":
        return False
    return bool(clauses) and not any(_tells_of_work(c) for c in clauses)


def _tells_of_work(clause: Token) -> bool:
    """ "to serve", "to be present", "to receive visitors"; not "to be in touch"."""
    if clause.lemma_ == "be":
        near = {n.lemma_.lower() for w, n in complements(clause) if w == "in"}
        return near.isdisjoint({"touch", "contact", "talk"})
    served = {c.lemma_.lower() for c in clause.rights if c.dep_ == "dobj"}
    return clause.lemma_ in LASTING or bool(served & CALLERS)


def from_a_trip(act: Act) -> bool:
    """ "ended his visit to the north and returned to the capital", "that evening"."""
    verb = act.token
    if verb.dep_ == "conj" and verb.head.lemma_ in TRAVELLING:
        return True
    if verb.dep_ == "conj" and any(
        o.lemma_ in TRIPS for o in verb.head.rights if o.dep_ == "dobj"
    ):
        return True
    same_day = any(
        w in {"in", "at"} and n.lower_ in HOURS for w, n in complements(verb)
    )
    return same_day or any(
        c.dep_ == "npadvmod"
        and c.lower_ in HOURS | {"day"}
        and any(g.lower_ in {"next", "same", "that", "following"} for g in c.lefts)
        for c in verb.rights
    )


def for_a_feast(act: Act) -> bool:
    """ "went home for Christmas", "for a wedding": back again in a week."""
    return any(
        word == "for" and noun.lower_ in FEASTS for word, noun in complements(act.token)
    )


def by_police(act: Act) -> bool:
    """ "were led out of the building by the police": a search, a fire, a bomb alarm."""
    return any(a.lemma_.lower() in GUARDIANS for a in agents(act.token))


def asked_in_parliament(act: Act) -> bool:
    """ "The house called on the government to fly the staff home": no decision yet."""
    return any(
        not {agent.lemma_.lower(), *(c.lemma_.lower() for c in agent.lefts)}.isdisjoint(
            LAWMAKING
        )
        for above in act.token.ancestors
        if above.pos_ == "VERB" and above.lemma_.lower() in word_list("pleas")
        for agent in agents(above)
    )


def leaves_a_gathering(act: Act) -> bool:
    """ "attended the funeral and left before the speeches", "left early to watch"."""
    verb = act.token
    if verb.lemma_ not in {"leave", "go"}:
        return False
    if verb.dep_ == "conj" and verb.head.lemma_ in {"attend", "listen", "watch"}:
        return True
    if any(c.dep_ == "dobj" for c in verb.rights):
        return False
    before = any(
        w == "before" and n.lemma_.lower() in word_list("occasions")
        for w, n in complements(verb)
    )
    return before or any(c.lower_ == "early" and c.i > verb.i for c in verb.rights)


def at_end_of_term(act: Act) -> bool:
    """ "Three staff whose contracts had ended went home": others will follow them."""
    if act.theme is None:
        return False
    words = {t.lemma_.lower() for t in (*act.theme.subtree, *act.token.subtree)}
    return not words.isdisjoint(TERMS)


def with_a_thing(act: Act) -> bool:
    """ "started again with its evening classes": no more than that."""
    return act.token.lemma_ in {"start", "begin"} and any(
        word == "with" for word, _ in complements(act.token)
    )


PASSING: dict[str, Callable[[Act], bool]] = {
    "for_an_hour": for_an_hour,
    "at_other_hours": at_other_hours,
    "for_an_occasion": for_an_occasion,
    "to_save_money": to_save_money,
    "continues_otherwise": continues_otherwise,
    "from_a_trip": from_a_trip,
    "for_a_feast": for_a_feast,
    "by_police": by_police,
    "leaves_a_gathering": leaves_a_gathering,
    "at_end_of_term": at_end_of_term,
    "with_a_thing": with_a_thing,
    "asked_in_parliament": asked_in_parliament,
    "said_not_so": is_said_not_so,
}
