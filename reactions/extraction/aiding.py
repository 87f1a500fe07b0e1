"""Conditions of help: for whom it is, who carries it, that it is paid no more."""

from collections.abc import Callable

from reactions.extraction.acts import Act, places_of
from reactions.extraction.forces import CRAFT, RELIEF
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.themes import classes_of

FUNDING = frozenset(
    "fund finance train subsidise subsidize bankroll underwrite".split()
)
GIVING = frozenset("pay give provide send deliver disburse transfer supply".split())
RELIEF_FUNDS = frozenset(
    "aid development relief budget humanitarian support programme program for".split()
)
BRINGING = frozenset("fly bring evacuate repatriate return airlift rescue".split())
OWN_PEOPLE = frozenset({"citizens", "staff", "troops", "family", "mission"})


def to_own_people(act: Act) -> bool:
    """ "supplies to its troops", "money for returning workers": no aid to others."""
    nouns = [*complements(act.token)]
    if act.theme is not None:
        nouns += complements(act.theme)
    if _to_bring_home(act):
        return True
    return any(
        word in {"to", "for", "dative"}
        and classes_of(noun, act.passage) & OWN_PEOPLE
        and (
            "citizens" in classes_of(noun, act.passage)
            or any(c.tag_ == "PRP$" or c.lower_ == "returning" for c in noun.lefts)
        )
        for word, noun in nouns
    )


def looked_at(act: Act) -> bool:
    """ "is under review", "was put under review", "is reviewing"."""
    if act.token.lemma_.lower() not in {"be", "put", "place"}:
        return True
    reviews = {"review", "consideration", "scrutiny"}
    return any(w == "under" and n.lemma_.lower() in reviews for w, n in places_of(act))


def _to_bring_home(act: Act) -> bool:
    """ "approved 8 million dollars to fly home its citizens": for its own."""
    return any(
        clause.pos_ == "VERB"
        and clause.i > act.token.i
        and clause.lemma_ in BRINGING
        and any("citizens" in classes_of(o, act.passage) for o in objects(clause))
        for clause in act.token.subtree
    )


def into_fund(act: Act) -> bool:
    """ "put a million into the relief fund"."""
    return any(
        word in {"towards", "toward"}
        or word in {"into", "to"}
        and noun.lemma_.lower() in {"fund", "pool", "appeal"}
        for word, noun in (
            *complements(act.token),
            *(complements(act.theme) if act.theme is not None else ()),
        )
    )


def bare_transport(act: Act) -> bool:
    """ "two transport aircraft were to land": nothing says that they bring help."""
    if act.theme is None or head_of(act.theme).lemma_.lower() not in CRAFT:
        return False
    return not any(t.lemma_.lower() in RELIEF for t in act.token.sent)


def carries_help(act: Act) -> bool:
    """ "military planes loaded with aid": help, no force."""
    if act.theme is None or head_of(act.theme).lemma_.lower() not in CRAFT:
        return False
    return any(t.lemma_.lower() in RELIEF for t in act.token.sent)


def by_craft(act: Act) -> bool:
    """ "Two air force planes took 30 tonnes of aid": carried by planes and lorries."""
    return act.token.dep_ != "acl" and any(
        a.lemma_.lower() in CRAFT for a in agents(act.token)
    )


def of_frozen_funds(act: Act) -> bool:
    """ "freeze funds held by generals": assets, no aid."""
    if act.theme is None or act.theme.lemma_.lower() != "fund":
        return False
    words = {t.lemma_.lower() for t in act.theme.subtree}
    return act.token.lemma_ in {"freeze", "block", "seize"} and not words & RELIEF_FUNDS


def stops_paying(act: Act) -> bool:
    """ "will stop paying for the training", "has not stopped funding clinics"."""
    for clause in children_of(act.token):
        if clause.dep_ != "xcomp" or clause.tag_ != "VBG":
            continue
        if clause.lemma_ in FUNDING:
            return True
        things = [*objects(clause), *(n for _, n in complements(clause))]
        if clause.lemma_ in GIVING and any(
            classes_of(n, act.passage) & {"aid", "support", "pressed_aid"}
            for n in things
        ):
            return True
    return False


def past_rulers(act: Act) -> bool:
    """ "away from the government", "to aid groups rather than the regime"."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    return bool(words & AVOIDING) and bool(words & RULERS)


def no_longer(act: Act) -> bool:
    """ "will no longer train the police", "has no more relations with it"."""
    theme = act.theme
    if theme is not None and {c.lower_ for c in theme.lefts} >= {"no", "more"}:
        return True
    return any(
        c.lower_ in {"longer", "anymore"} for c in children_of(act.token)
    ) and not any(c.lower_ == "how" for c in children_of(act.token))


def no_more(act: Act) -> bool:
    """ "no more aid", "no new aid"."""
    return (
        act.theme is not None
        and any(c.lower_ in {"no", "any"} for c in act.theme.lefts)
        and any(c.lower_ in {"more", "new", "further"} for c in act.theme.lefts)
    )


AVOIDING = frozenset({"away", "rather", "instead", "bypass", "bypassing", "not"})
RULERS = frozenset(
    """government regime junta authority state military army ruler administration
    ministry budget general""".split()
)
AIDING: dict[str, Callable[[Act], bool]] = {
    "no_more": no_more,
    "to_own_people": to_own_people,
    "looked_at": looked_at,
    "into_fund": into_fund,
    "bare_transport": bare_transport,
    "carries_help": carries_help,
    "by_craft": by_craft,
    "of_frozen_funds": of_frozen_funds,
    "past_rulers": past_rulers,
    "stops_paying": stops_paying,
    "no_longer": no_longer,
}
