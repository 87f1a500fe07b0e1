"""What the words around a noun say of missions: where it stands, whose team it is."""

from reactions.extraction.passages import Passage
from reactions.extraction.pointing import POSTS, is_the_rest
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

ENVOYS = frozenset(
    {"ambassador", "chargé", "charge", "envoy", "commissioner", "consul"}
)
ON_MISSIONS = frozenset(
    """reduce cut close shut suspend evacuate withdraw move relocate shrink reopen
    trim downsize""".split()
)
ITS_PEOPLE = frozenset({"people", "staff", "diplomat", "ambassador", "personnel"})
STATES_OF_HOUSES = frozenset({"open", "closed", "shut", "operational"})
SPEAKING = frozenset({"embassy", "consulate", "commission", "mission", "legation"})
WORK_THERE = frozenset({"work", "serve", "employ", "post", "station", "base"})
AROUND_ENVOYS = frozenset(
    "team people crew colleague aide officer official assistant deputy staff".split()
)


def of_host(noun: Token, passage: Passage) -> bool:
    """ "citizens of Ukraine": people of the country in crisis."""
    return any(
        word == "of"
        and (mention := passage.mention_of.get(other.i)) is not None
        and passage.discourse.host in mention.codes
        for word, other in complements(noun)
    )


def stands_in_host(noun: Token, passage: Passage) -> bool:
    """ "its delegation in Khartoum": an office that stands in the host."""
    city = passage.discourse.host_city.casefold()
    for word, place in complements(noun):
        mention = passage.mention_of.get(place.i)
        in_host = mention is not None and passage.discourse.host in mention.codes
        sent = word == "to" and noun.lemma_.lower() == "delegation"
        if (word == "in" or sent) and (in_host or place.lower_ == city):
            return True
    return False


def of_the_union(noun: Token, passage: Passage) -> bool:
    """ "The EU delegation": its embassy, in a text about missions; no visitors."""
    if noun.lemma_.lower() != "delegation":
        return False
    verb = noun.head
    acted_on = verb.lemma_.lower() in ON_MISSIONS or stands_in_host(noun, passage)
    acted_on = acted_on or any(c.lower_ in STATES_OF_HOUSES for c in verb.rights)
    acted_on = acted_on or (noun.dep_ == "poss" and verb.lemma_.lower() in ITS_PEOPLE)
    if not (acted_on or passage.discourse.about_missions):
        return False
    if any(c.lower_ in {"a", "an"} for c in noun.lefts):
        return False
    owners = {m.code for c in noun.lefts if (m := passage.mention_of.get(c.i))}
    if any(c.tag_ == "PRP$" for c in noun.lefts):  # "The EU said its delegation"
        beside = (passage.mention_of.get(t.i) for t in noun.sent)
        owners |= {m.code for m in beside if m is not None}
        owners |= set(passage.block.actors)
    return "EU" in owners


def is_another_mission(owner: Token) -> bool:
    """ "Oman's embassy is shut and Chad's open": Chad's embassy."""
    before = owner.doc[owner.sent.start : owner.i]
    return any(c.dep_ == "case" for c in owner.rights) and any(
        t.lemma_.lower() in {"embassy", "consulate"} for t in before
    )


def work_there(people: Token) -> bool:
    """ "all those working at", "the 20 Kenyans posted at"."""
    return any(
        c.dep_ in {"acl", "relcl"} and c.lemma_ in WORK_THERE for c in people.rights
    )


def is_team_of_envoy(noun: Token) -> bool:
    """ "The ambassador said his team was out", "the embassy sent half its team"."""
    lemma = noun.lemma_.lower()
    owner = next((c.lower_ for c in noun.lefts if c.tag_ == "PRP$"), "")
    if lemma not in AROUND_ENVOYS or not owner:
        return False
    if lemma == "colleague" and noun.dep_ == "nsubj":
        return False  # "stayed on after her colleagues left": other states' envoys
    if owner in {"his", "her", "my"}:
        wanted = ENVOYS
    elif lemma in {"team", "crew", "people"}:
        wanted = POSTS | {"commission", "consulate"}
    else:
        return False
    before = noun.doc[noun.sent.start : noun.i]
    return any(t.lemma_.lower() in wanted for t in before)


def speaks_for_mission(pronoun: Token, passage: Passage) -> bool:
    """ "French embassy: we are open": the words of a mission, named just before."""
    if is_labelled(passage):
        return True
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    named = any(t.lemma_.lower() in SPEAKING for t in before)
    return named and any(t.text == ":" for t in before)


def is_labelled(passage: Passage) -> bool:
    """Whether the paragraph stands under "Embassy of Peru:"."""
    label = passage.block.label
    return bool(label) and not SPEAKING.isdisjoint(label.lower().split())


def staff_told_of(token: Token, passage: Passage) -> bool:
    """Whether those whose rest is meant are a mission's."""
    if is_the_rest(token) and passage.discourse.theme & {"staff", "envoy", "mission"}:
        return True
    before = token.doc[token.sent.start : token.i]
    posts = word_list("posts") | {"mission"}
    verb = token.head
    if token.lower_ in {"everyone", "everybody", "anyone", "anybody"} and any(
        w in {"out of", "from", "at", "in"} and n.lemma_.lower() in posts
        for holder in (token, verb)
        for w, n in complements(holder)
    ):
        return True  # "pulled everyone out of its embassy"
    left = verb.rights if verb.lemma_ == "leave" and token.dep_ == "nsubj" else ()
    if any(c.dep_ == "dobj" and c.lemma_.lower() in posts for c in left):
        return True  # "everyone but the consul has left the embassy"
    return any(t.lemma_.lower() in posts for t in before)
