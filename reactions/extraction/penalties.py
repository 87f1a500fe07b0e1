"""Conditions of penalties: on whom and by whom, told before, or mere commerce.

The codebook's `sanctions_imposed`: measures of a state or a union against those who
hold power, their firms and their trade.
"""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import agents, complements, objects, subjects
from reactions.extraction.references import named_states_of, states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType

MEANS = frozenset("tool option measure means instrument step lever".split())
SANCTIONING = frozenset(
    "treasury ofac sanction terrorist terrorism freeze blacklist".split()
)
IN_A_STORY = frozenset({"sanction", "embargo", "blacklist"})
STOPPING = frozenset(
    "stop halt suspend end cut cut_off freeze block suspension".split()
)
GOODS = frozenset("oil gas fuel crude coal petrol diesel gasoline electricity".split())
ARMS = frozenset(
    "arm arms weapon munition ammunition military tear riot drone surveillance".split()
)
PUNISHING = frozenset(
    """sanction protest punish punishment retaliation retaliate response pressure
    embargo condemn penalty boycott until""".split()
)
DEALING = frozenset(
    """sell supply export buy import trade invest deal do provide lend insure finance
    transact purchase ship work extend offer handle process refine deliver broker
    own transfer""".split()
)
ENTERING = frozenset("enter travel visit come set use hold own fly".split())
THWARTING = frozenset(
    "veto block thwart reject oppose defeat torpedo derail obstruct criticise criticize"
    " condemn denounce".split()
)
ULTIMATA = frozenset(
    "give tell warn order urge set threaten demand issue hand call ask press".split()
)


def sanctioning(act: Act) -> bool:
    """ "the Treasury designated": a word of sanctions must stand in the sentence."""
    return any(t.lemma_.lower() in SANCTIONING for t in act.token.sent)


def others_supply(act: Act) -> bool:
    """ "the electricity it supplies to Niger": another state is left without."""
    host = act.passage.discourse.host
    places = (act.passage.mention_of.get(t.i) for t in act.token.subtree)
    return host not in act.actors and any(m and host in m.codes for m in places)


def of_another_state(act: Act) -> bool:
    """ "Sudanese gas", "arms to Sudan"."""
    if act.theme is None:
        return False
    beside = [*act.theme.lefts, *(n for _, n in complements(act.theme))]
    beside += [n for w, n in complements(act.token) if w in {"to", "from"}]
    mentions = (act.passage.mention_of.get(t.i) for t in beside)
    return any(m is not None and m.code and m.code not in act.actors for m in mentions)


def to_ships(act: Act) -> bool:
    """ "closed its ports to Russian ships"."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    mentions = (act.passage.mention_of.get(t.i) for t in act.token.subtree)
    named = any(m is not None and not set(m.codes) & set(act.actors) for m in mentions)
    return named and "to" in words and bool(words & {"ship", "vessel", "shipping"})


def after_sanctions(act: Act) -> bool:
    """ "Canada announced matching measures": those of the sanctions told before."""
    told = act.passage.discourse.act
    return told is not None and told.type is ActionType.SANCTIONS_IMPOSED


def mere_commerce(act: Act) -> bool:
    """ "stopped oil exports through the port": trade cut off without being a penalty.

    A ban or an embargo is one by its name; arms are withheld from those who fight.
    """
    if act.theme is None or act.token.lemma_.lower() not in STOPPING:
        return False
    goods = {t.lemma_.lower() for t in act.theme.subtree}
    if not goods & GOODS or goods & ARMS:
        return False
    words = {t.lemma_.lower() for t in act.token.sent}
    return not words & PUNISHING


def of_sanctions(act: Act) -> bool:
    """ "added twelve men to its list": of sanctions, by its words or those before."""
    theme = act.theme
    if act.token.lemma_ == "list" and theme is not None and theme.tag_ == "NNS":
        called = any(w == "as" for w, _ in complements(act.token))
        if any(c.pos_ == "NUM" for c in theme.lefts) and not called:
            return True  # "agreed to list 11 people"
    if after_sanctions(act) or sanctioning(act):
        return True
    return any(t.lemma_.lower() in IN_A_STORY for t in act.token.doc)


def to_money(act: Act) -> bool:
    """ "their access to its banks": of states, not of a crowd at a counter."""
    theme = act.theme
    if theme is None or not act.actors:
        return False
    markets = {"bank", "market", "fund", "dollar", "financing", "credit", "finance"}
    owned = any(c.dep_ == "poss" for c in theme.lefts)
    reached = any(
        w == "to" and n.lemma_.lower() in markets for w, n in complements(theme)
    )
    return owned and reached


def by_an_agent(act: Act) -> bool:
    """ "Spain stopped all trade"; not "trade stopped when the bridge fell"."""
    return any(act.theme is None or a.i != act.theme.i for a in agents(act.token))


def of_listing(act: Act) -> bool:
    """ "a framework that allows it to list people"."""
    theme = act.theme
    words = {t.lemma_.lower() for t in theme.subtree} if theme is not None else set()
    listing = {"list", "blacklist", "designate", "sanction"}
    return bool(words & listing) or sanctioning(act)


def kind_of_culprit(act: Act) -> bool:
    """ "listed eleven officers", "targets the army's business": not "six demands"."""
    theme = act.theme
    if theme is None:
        return False
    if theme.pos_ == "PROPN" or theme.pos_ == "NUM":
        return True
    nouns = (theme, *(n for w, n in complements(theme) if w == "of"))
    return any(n.lemma_.lower() in word_list("culprits") for n in nouns)


def told_before(act: Act) -> bool:
    """ "the measures", "these steps", "the bloc's penalties": those told of."""
    if act.theme is None:
        return False
    lefts = {c.lower_ for c in act.theme.lefts} | {c.dep_ for c in act.theme.lefts}
    return bool(lefts & {"the", "these", "those", "such", "poss"})


def of_its_own(act: Act) -> bool:
    """ "has taken no measures of its own", "its own measures"."""
    theme = act.theme
    return theme is not None and any(t.lower_ == "own" for t in theme.subtree)


def from_dealing(act: Act) -> bool:
    """ "barred its firms from selling drones", "from doing business with it"."""
    for holder in (act.token, *objects(act.token)):
        for prep in children_of(holder):
            if prep.dep_ == "prep" and prep.lower_ == "from":
                return any(c.lemma_ in DEALING for c in children_of(prep))
    return False


def shut_out(act: Act) -> bool:
    """ "named six colonels who may no longer enter its territory"."""
    if act.theme is None:
        return False
    return any(
        c.dep_ == "relcl"
        and c.lemma_ in ENTERING
        and {g.lower_ for g in children_of(c)} & {"longer", "not"}
        for c in act.theme.subtree
    )


def is_thwarted(token: Token) -> bool:
    """ "vetoed a resolution imposing sanctions": there are none."""
    for _ in range(4):
        if token.dep_ not in {"acl", "relcl", "dobj", "pobj", "prep", "pcomp"}:
            return False
        token = token.head
        if token.pos_ == "VERB" and token.lemma_ in THWARTING:
            return True
    return False


def threatened(verb: Token) -> Iterator[Token]:
    """ "gave them a week to hand back power or face sanctions"."""
    if ultimatum_over(verb) is not None:
        yield from objects(verb)


def ultimatum_over(verb: Token) -> Token | None:
    """The verb of the demand: "gave them a week to resign or face", "warned they"."""
    if not any(c.lower_ == "or" for c in children_of(verb.head)) and not any(
        c.lower_ in {"will", "would", "could", "might"} for c in children_of(verb)
    ):
        return None
    return next(
        (a for a in verb.ancestors if a.pos_ == "VERB" and a.lemma_ in ULTIMATA), None
    )


def threatening(verb: Token, passage: Passage) -> tuple[str, ...]:
    """Whose ultimatum it is: never the host's."""
    above = ultimatum_over(verb)
    if above is None:
        return ()
    found = [
        c
        for s in subjects(above)
        for c in (named_states_of(s, passage) or states_of(s, passage))
    ]
    return tuple(dict.fromkeys(c for c in found if c != passage.discourse.host))


def among_means(act: Act) -> bool:
    """ "is looking at every tool, and that includes sanctions"; "its options do"."""
    doers = subjects(act.token)
    if not doers or all(s.lower_ in {"that", "this", "which", "it"} for s in doers):
        near = [t for t in act.token.sent if t.i < act.token.i]
    else:
        near = [t for s in doers for t in (s, *s.lefts)]
    return any(t.lemma_.lower() in MEANS for t in near)


def by_an_active_verb(act: Act) -> bool:
    """ "US sanctions hit two generals", not "were hit"."""
    return not is_passive(act.token) and bool(objects(act.token))


PENALTIES: dict[str, Callable[[Act], bool]] = {
    "among_means": among_means,
    "sanctioning": sanctioning,
    "others_supply": others_supply,
    "of_another_state": of_another_state,
    "to_ships": to_ships,
    "after_sanctions": after_sanctions,
    "by_an_active_verb": by_an_active_verb,
    "mere_commerce": mere_commerce,
    "of_sanctions": of_sanctions,
    "to_money": to_money,
    "by_an_agent": by_an_agent,
    "of_listing": of_listing,
    "kind_of_culprit": kind_of_culprit,
    "told_before": told_before,
    "of_its_own": of_its_own,
    "from_dealing": from_dealing,
    "shut_out": shut_out,
}
