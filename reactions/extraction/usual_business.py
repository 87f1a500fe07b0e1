"""Conditions of usual business: ships in port, trade, help to others, old hospitality.

What forces, carriers, donors and neighbours do on any day, in the words in which the
trade tells their acts of a crisis.
"""

from collections.abc import Callable

from reactions.actors import Role
from reactions.extraction.acts import Act, is_own_place, is_time, words_beside
from reactions.extraction.evacuating import carried_off
from reactions.extraction.everyday import ALLOWING
from reactions.extraction.forces import CRAFT, WARSHIPS
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import Stage

KEEPING = frozenset({"keep", "leave"})
PAID_FOR = frozenset(
    """police army soldier force officer officers project programme program clinic
    hospital school training government junta ministry aid education health""".split()
)
SPENDING = frozenset({"year", "decade"})
GONE_BY = frozenset({"last", "past", "previous", "recent", "preceding"})
TIES = frozenset(
    """programme program training scheme tie link cooperation co-operation partnership
    relationship engagement agreement deal contract treaty pact project trade""".split()
)
TALKING = frozenset({"talk", "speak", "negotiate", "deal", "engage"})
CARRYING = frozenset("pick collect take carry transport load remove".split())


def of_a_craft(act: Act) -> bool:
    """ "a military plane is expected": to fetch somebody, for all that is said."""
    if act.theme is None:
        return False
    head = head_of(act.theme)
    if head.lemma_.lower() in CRAFT or any(ch.isdigit() for ch in head.text):
        return True
    named = {c.lemma_.lower() for c in head.lefts}
    if any(
        any(ch.isdigit() for t in (c, *c.lefts) for ch in t.text)
        for c in head.rights
        if c.dep_ == "appos"
    ):
        return True  # "an air force KC-30"
    return head.tag_ == "NNP" and bool(named & {"ship", "vessel", "plane", "force"})


def to_own_place(act: Act) -> bool:
    """ "is expected in Toulon": or nowhere that is named."""
    ways = {"in", "at", "to", "from", "off"}
    places = [n for w, n in complements(act.token) if w in ways and not is_time(n)]
    return not places or any(is_own_place(n, act) for n in places)


def merely_kept(act: Act) -> bool:
    """ "keeps the crossing open": as ever, and nobody asked whether it would close."""
    return act.token.lemma_ in KEEPING and act.mood.stage in {
        Stage.DONE,
        Stage.UNDERWAY,
    }


def over_the_years(act: Act) -> bool:
    """ "gave 93 million over the last three years": what was usual before."""
    holders = [act.token, *objects(act.token)]
    return any(
        word in {"over", "in", "during", "for", "within"}
        and noun.lemma_.lower() in SPENDING
        and bool({c.lower_ for c in noun.lefts} & GONE_BY)
        for holder in holders
        for word, noun in complements(holder)
    )


def of_trade(act: Act) -> bool:
    """ "allowed importers to bring fuel", "shipped it under a contract"."""
    words = {t.lemma_.lower() for t in act.token.sent}
    if words & word_list("commerce"):
        return True
    return act.token.dep_ in {"xcomp", "ccomp"} and act.token.head.lemma_ in ALLOWING


def to_another_state(act: Act) -> bool:
    """ "rescuers arrived in Morocco", "fuel to Australia": of no crisis here."""
    host = act.passage.discourse.host
    if any(t.lemma_.lower() in {"refugee", "flee", "border"} for t in act.token.sent):
        return False
    named: set[str] = set()
    goals = [*complements(act.token)]
    if act.theme is not None:
        goals += [(w, n) for w, n in complements(act.theme) if w in {"to", "for"}]
    for word, noun in goals:
        mention = act.passage.mention_of.get(noun.i)
        if word in {"to", "in", "into", "for"} and mention is not None:
            if mention.role is not Role.NAME:
                return False
            named |= set(mention.codes)
    return bool(named) and host not in named and not named & set(act.actors)


def to_its_own(act: Act) -> bool:
    """ "cut aid to its car industry": at home."""
    holders = [act.token, *((act.theme,) if act.theme is not None else ())]
    return any(
        word in {"to", "for"}
        and noun.lemma_ != "part"  # "for its part"
        and any(c.lower_ in {"its", "their"} for c in noun.lefts)
        for holder in holders
        for word, noun in complements(holder)
    )


def of_staff(act: Act) -> bool:
    """ "to receive staff of the embassy": taken in, not met."""
    if act.theme is None or act.token.lemma_ not in {"receive", "host", "welcome"}:
        return False
    return "staff" in classes_of(act.theme, act.passage)


def shares_a_thing(act: Act) -> bool:
    """ "shares an island with Haiti": no word is exchanged.

    Nor by "is reviewing its programme with their army", "be coordinated with them".
    """
    things = {o.lemma_.lower() for o in objects(act.token) if o.dep_ == "dobj"}
    if act.token.lemma_ == "coordinate":
        return is_passive(act.token)
    if act.token.lemma_ == "review":
        return not things.isdisjoint(TIES)
    if act.token.lemma_ not in {"share", "hold"}:
        return False
    return act.token.lemma_ == "share" and not things & word_list("shared_words")


def only_promised(act: Act) -> bool:
    """ "We will talk with them, not with their puppets": one side says so."""
    subject = next((c for c in act.token.lefts if c.dep_ == "nsubj"), None)
    return (
        act.token.lemma_ in TALKING
        and subject is not None
        and subject.lower_ in {"we", "i"}
        and act.mood.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    )


def of_hazards(act: Act) -> bool:
    """ "raised the terror alert at home", "a bushfire alert"."""
    return any(t.lemma_.lower() in word_list("hazards") for t in act.token.sent)


def with_only(act: Act) -> bool:
    """ "is only letting in people with tickets": keeps the others out."""
    return "only" in words_beside(act.token)


def by_private_people(act: Act) -> bool:
    """ "Farmers blocked the border": no state closed it."""
    private = word_list("people") | {"haulier", "trucker", "protester", "demonstrator"}
    return any(
        a.lemma_.lower() in private and not named_states_of(a, act.passage)
        for a in agents(act.token)
    )


def is_relieved(act: Act) -> bool:
    """ "The Nigerian battalion is being replaced by Rwandans": it goes."""
    return act.token.lemma_ in {"replace", "relieve"} and is_passive(act.token)


def leads_somebody(act: Act) -> bool:
    """ "a team headed by a general": led, not bound for anywhere."""
    return act.token.lemma_ == "head" and act.token.tag_ == "VBN"


def on_call(act: Act) -> bool:
    """ "put a frigate on standby": ready, and for whatever it may be needed."""
    nouns = {n.lemma_.lower() for w, n in complements(act.token) if w == "on"}
    ship = act.theme is not None and head_of(act.theme).lemma_.lower() in (
        CRAFT | WARSHIPS
    )
    return ship and bool(nouns & {"standby", "call"})


def of_told_airline(act: Act) -> bool:
    """ "Air France has told the embassy that its flights are cancelled"."""
    verb, theme = act.token, act.theme
    if theme is None or verb.dep_ != "ccomp" or theme.i > verb.i:
        return False
    if not any(c.lower_ in {"its", "their"} for c in theme.lefts):
        return False
    told = any(c.dep_ in {"dobj", "dative"} for c in children_of(verb.head))
    return told and verb.head.lemma_ in {"inform", "notify", "tell"}


def of_soldiers(act: Act) -> bool:
    """ "suspended a defence cooperation programme": no help is withheld."""
    if act.theme is None:
        return False
    head = head_of(act.theme)
    named = {c.lemma_.lower() for c in head.lefts}
    named |= {c.lemma_.lower() for t in head.lefts for c in (*t.lefts, *t.conjuncts)}
    drills = {"cooperation", "co-operation", "programme", "program", "exercise"}
    return (
        head.lemma_.lower() in drills
        and bool(named & {"military", "defence", "defense"})
        and not named & {"aid", "assistance", "training", "support"}
    )


def merely_carried(act: Act) -> bool:
    """ "picked up four sailors": by a verb that alone tells of no evacuation."""
    if act.token.lemma_.lower() not in CARRYING or act.token.pos_ == "NOUN":
        return False
    if any(t.lemma_.lower() in CRAFT | WARSHIPS | {"strand"} for t in act.token.sent):
        return False
    return not carried_off(act)


def long_hosted(act: Act) -> bool:
    """ "hosts a million refugees", "has hosted them for decades": as before."""
    if act.token.lemma_ not in {"host", "house", "shelter"}:
        return False
    if act.token.tag_ in {"VBZ", "VBP"}:
        return True
    return any(
        word in {"for", "since"} and noun.lemma_ in {"decade", "year"}
        for word, noun in complements(act.token)
    )


def of_another_theme(act: Act) -> bool:
    """ "stopped paying farmers": at home, where no one abroad is meant."""
    host = act.passage.discourse.host
    for token in act.token.sent:
        mention = act.passage.mention_of.get(token.i)
        if mention is not None and host in mention.codes:
            return False
    return not any(t.lemma_.lower() in PAID_FOR for t in act.token.subtree)


def of_students(act: Act) -> bool:
    """ "accepted 200 students for a master's course": no refuge."""
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & {"course", "scholarship", "degree", "semester", "internship"})


def of_bare_soldiers(act: Act) -> bool:
    """ "Soldiers fanned out across the city": the host's, as nobody else is named."""
    if act.theme is None or act.token.lemma_ not in {"fan", "march", "pour", "rumble"}:
        return False
    return not named_states_of(act.theme, act.passage)


USUAL_BUSINESS: dict[str, Callable[[Act], bool]] = {
    "by_private_people": by_private_people,
    "is_relieved": is_relieved,
    "leads_somebody": leads_somebody,
    "long_hosted": long_hosted,
    "merely_carried": merely_carried,
    "merely_kept": merely_kept,
    "of_a_craft": of_a_craft,
    "of_another_theme": of_another_theme,
    "of_bare_soldiers": of_bare_soldiers,
    "of_hazards": of_hazards,
    "of_soldiers": of_soldiers,
    "of_staff": of_staff,
    "of_students": of_students,
    "of_told_airline": of_told_airline,
    "of_trade": of_trade,
    "on_call": on_call,
    "only_promised": only_promised,
    "over_the_years": over_the_years,
    "shares_a_thing": shares_a_thing,
    "to_another_state": to_another_state,
    "to_its_own": to_its_own,
    "to_own_place": to_own_place,
    "with_only": with_only,
}
