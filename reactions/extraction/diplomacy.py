"""Conditions on acts of diplomacy: talks, visits, meetings, recognition, envoys.

`conditions` lists them by name; the sources are the codebook's types and notes.
"""

from collections.abc import Callable

from reactions.actors import Role
from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.noun_themes import AT_REQUEST, sitting_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive
from reactions.vocabulary import ActionType, Stage

URGENT = frozenset(
    """emergency extraordinary urgent crisis urgently special immediately recess
    ad-hoc virtually video hastily hurriedly unscheduled impromptu snap""".split()
)


POSTED_AS = frozenset({"chargé", "charge", "affaires", "d'affaires"})
OF_OLD = frozenset(
    "ousted deposed toppled overthrown exiled detained imprisoned jailed".split()
)
STALLING = frozenset("stall collapse fail falter founder freeze suspend".split())


def urgently(act: Act) -> bool:
    own = {t.lower_ for s in subjects(act.token) for t in s.lefts}
    own |= {t.lower_ for s in subjects(act.token) for n in s.lefts for t in n.lefts}
    beside = {c.lower_ for c in children_of(act.token) if c.dep_ == "advmod"}
    nouns = [*objects(act.token), *(n for _, n in complements(act.token))]
    sessions = (n for n in nouns if n.lemma_.lower() in word_list("sessions"))
    if any(n.lower_ == "article" for w, n in complements(act.token) if w == "under"):
        return True  # "are meeting under article 4"
    urgent = beside | {t.lower_ for n in sessions for m in n.lefts for t in m.subtree}
    return bool(own & {"emergency", "crisis"}) or bool(urgent & URGENT)


def at_request(act: Act) -> bool:
    """ "at Norway's request", not any request that names a council."""
    word = act.token.head
    verb = sitting_of(act.token)
    sits = {verb.lemma_, *(c.lemma_ for c in children_of(verb))}
    return word.lower_ in AT_REQUEST and bool(sits & word_list("sittings"))


def in_progress(act: Act) -> bool:
    if act.token.lemma_ != "be":
        return True
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"underway", "way", "progress", "ongoing"})


def on_telephone(act: Act) -> bool:
    """ "was on the phone to", "came off the line with", "picked up the telephone"."""
    return any(
        w in {"on", "off", "from"} and n.lemma_ in word_list("telephones")
        for w, n in complements(act.token)
    ) or any(o.lemma_ in word_list("telephones") for o in objects(act.token))


def visits_state(act: Act) -> bool:
    """ "a visit to Addis Ababa": a place that is another state's."""
    if act.theme is None:
        return False
    places = [*complements(act.theme), *complements(act.token)]
    stops = {"stop", "stopover", "layover"}
    ways = {"to", "of", "in", "at"} if act.theme.lemma_ in stops else {"to", "of"}
    return any(
        w in ways
        and (m := act.passage.mention_of.get(n.i)) is not None
        and m.code not in {None, *act.actors[:1]}
        for w, n in places
    )


def as_government(act: Act) -> bool:
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & word_list("lawful"))


def only_considered(act: Act) -> bool:
    return act.mood.stage is Stage.CONSIDERED


def appeal(act: Act) -> bool:
    """ "called on the minister to resign": asked of him, nobody visited him."""
    return any(
        is_infinitive(clause) and clause.lemma_ not in word_list("errands")
        for clause in children_of(act.token)
        if clause.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
    )


def asked_to_meet(act: Act) -> bool:
    """ "asked for the Security Council to meet": the Council's sitting, no talk."""
    asking = act.token.head
    between = act.token.doc[asking.i : act.token.i]
    return is_infinitive(act.token) and any(t.lower_ == "council" for t in between)


def by_people(act: Act) -> bool:
    """ "planes shuttled between the capitals": they carry people, no messages."""
    carriers = word_list("carriers_of_state")
    return not any(s.lemma_.lower() in carriers for s in subjects(act.token))


def in_touch(act: Act) -> bool:
    """ "are in contact", "remain in close touch": with one another."""
    kinds = {"contact", "touch", "dialogue", "communication"}
    return any(w == "in" and n.lemma_ in kinds for w, n in complements(act.token))


def statesman_sees(act: Act) -> bool:
    """ "saw the emir in Doha": received by him; not "saw him as a friend"."""
    verb, theme = act.token, act.theme
    if theme is None or any(
        w == "as" for h in (verb, theme) for w, _ in complements(h)
    ):
        return False
    below = {c.dep_ for c in children_of(verb)}
    if below & {"ccomp", "xcomp", "oprd"} or is_passive(verb):
        return False
    ranked = theme.lemma_.lower() in word_list("ranks") | word_list("partners")
    seen = ranked or theme.i in act.passage.person_of
    sent = objects(verb.head) if verb.head.lemma_ in word_list("journeys") else []
    viewers = (*subjects(verb), *sent)  # "sent its envoy to see the emir"
    return seen and any(is_statesman(s, act.passage) for s in viewers)


def in_passing(act: Act) -> bool:
    """ "said after talks with", "during a call with": held, whatever else is told."""
    noun = act.token
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if of is not None and of.head.lemma_ in word_list("spells"):
        noun = of.head
    if noun.dep_ == "nsubj" and noun.head.lemma_ in STALLING:
        return False  # "with negotiations between them stalled": none goes on
    if noun.dep_ == "nsubj":  # "A meeting between the ministers lasted an hour"
        if noun.head.lemma_ == "be" and act.mood.stage is not Stage.DONE:
            return False  # "talks with them would be pointless"
        return act.token.lemma_ in word_list("conversations")
    if noun.dep_ == "dobj" and noun.head.lemma_ in word_list("around_talks"):
        return any(w == "between" for w, _ in complements(noun))
    if noun.lemma_ == "consultation" and not list(noun.lefts):
        return False  # "will be decided in consultation with others"
    return noun.dep_ == "pobj" and noun.head.lower_ in word_list("in_passing")


def to_meeting(act: Act) -> bool:
    """ "invited the ministers to a meeting in Lima"."""
    wanted = {"meeting", "summit", "conference", "session", "gathering"}
    several = act.theme is not None and act.theme.tag_ == "NNS"
    return several and any(
        w in {"to", "for"} and n.lemma_.lower() in wanted
        for w, n in complements(act.token)
    )


def statesman_travels(act: Act) -> bool:
    """A minister, an envoy or a delegation goes to another state than its own."""
    place = act.passage.mention_of.get(act.theme.i) if act.theme is not None else None
    if place is None or any(t.lower_ in POSTED_AS for t in act.token.sent):
        return False
    sends = act.token.lemma_ in {"send", "dispatch", "despatch"}
    travellers = objects(act.token) if sends else subjects(act.token)
    return (
        any(
            is_statesman(t, act.passage)
            and place.code not in named_states_of(t, act.passage)
            for t in travellers
        )
        and place.code != act.actors[0]
    )


def is_statesman(traveller: Token, passage: Passage) -> bool:
    person = passage.person_of.get(traveller.i)
    words = person.title.casefold().split() if person is not None else ()
    lemma = traveller.lemma_.lower()
    if lemma == "representative":
        return any(c.lower_ in {"special", "high"} for c in traveller.lefts)
    if lemma == "envoy" and not is_special(traveller):
        return False
    if lemma == "diplomat" and not _is_ranking(traveller):
        return False
    return not word_list("statesmen").isdisjoint((lemma, *words))


def _is_ranking(diplomat: Token) -> bool:
    """ "a senior diplomat"; plain ones go to and fro with their embassy."""
    ranks = {"senior", "top", "veteran", "chief", "leading", "high-ranking", "ranking"}
    return any(c.lower_ in ranks for c in diplomat.lefts)


def is_sent(traveller: Token, passage: Passage) -> bool:
    """A minister, an envoy, a delegation: who travels for a state, whatever becomes."""
    person = passage.person_of.get(traveller.i)
    words = person.title.casefold().split() if person is not None else ()
    lemma = traveller.lemma_.lower()
    return not word_list("on_missions").isdisjoint((lemma, *words))


def is_special(envoy: Token) -> bool:
    """ "special envoy", "peace envoy": sent for talks; a plain one may be posted."""
    if any(w == "from" for w, _ in complements(envoy)) and envoy.tag_ == "NNS":
        return True  # "envoys from Chad and Oman"
    return any(c.dep_ in {"amod", "compound"} for c in envoy.lefts)


def to_a_place(act: Act) -> bool:
    mention = act.passage.mention_of.get(act.theme.i) if act.theme is not None else None
    return mention is not None and mention.role in {Role.NAME, Role.CAPITAL}


def exclusively(act: Act) -> bool:
    """ "recognises only the elected president": nobody else."""
    limits = [c for c in children_of(act.token) if c.lower_ in {"only", "solely"}]
    before = [c for c in limits if c.i < act.token.i]
    theme = act.theme.lefts if act.theme is not None else ()
    heads = {"president", "leader", "government", "head", "authority"}
    if any(
        word == "as"
        and noun.lemma_.lower() in heads
        and any(c.lower_ in {"only", "sole"} for c in noun.lefts)
        for holder in (act.token, *objects(act.token))
        for word, noun in complements(holder)
    ):
        return True  # "recognises him as the only president"
    return (
        bool(before)
        or any(
            t.lower_ in {"only", "sole"} for c in theme for t in (c, *c.lefts)
        )  # "only one president"
        or (
            act.theme is not None
            and any(act.token.i < c.i < act.theme.i for c in limits)
        )
    )


def for_relatives(act: Act) -> bool:
    """ "a crisis desk for the relatives": a hotline, nobody meets."""
    return any(
        word == "for" and noun.lemma_.lower() in {"relative", "family", "citizen"}
        for holder in (act.token, act.theme)
        if holder is not None
        for word, noun in complements(holder)
    )


def of_a_coup(act: Act) -> bool:
    """ "cannot accept the takeover": condemned, no word of recognition."""
    coups = {"takeover", "coup", "annexation", "putsch"}
    return act.theme is not None and act.theme.lemma_.lower() in coups


RECOGNISING = frozenset(
    {ActionType.RECOGNITION_GRANTED, ActionType.RECOGNITION_WITHHELD}
)


def meant_recognition(act: Act) -> bool:
    """ "have ruled it out", where recognition was told last."""
    told, theme = act.passage.discourse.act, act.theme
    return (
        theme is not None
        and theme.lower_ in {"it", "that", "this"}
        and told is not None
        and told.type in RECOGNISING
    )


def as_before(act: Act) -> bool:
    """ "continues to recognise", "still recognises": nothing new."""
    if act.theme is not None and {c.lower_ for c in act.theme.lefts} & OF_OLD:
        return True  # "recognises the ousted president"
    above = act.token.head.lemma_ in {"continue", "keep", "remain"}
    return above or any(c.lower_ in {"still"} for c in children_of(act.token))


def with_no_state(act: Act) -> bool:
    """ "cut ties with its sponsor": no state on the other side."""
    if act.theme is None:
        return False
    nouns = [
        n
        for holder in (act.token, act.theme)
        for w, n in complements(holder)
        if w in {"with", "to"} and n.pos_ in {"NOUN", "PROPN"}
        if n.lower_ not in {"anybody", "anyone", "everybody", "everyone", "level"}
    ]
    plain = not {c.lower_ for c in act.theme.lefts} & {"diplomatic", "consular"}
    return plain and bool(nouns) and not any(_is_state(n, act.passage) for n in nouns)


def _is_state(noun: Token, passage: Passage) -> bool:
    if named_states_of(noun, passage):
        return True
    lemma = noun.lemma_.lower()
    return noun.i in passage.insurgent or lemma in word_list("institutions")


def privately(act: Act) -> bool:
    """ "for a rest", "on holiday": no visit of state."""
    return any(
        n.lemma_.lower() in word_list("private_ends") for _, n in complements(act.token)
    )


def asked_for(act: Act) -> bool:
    """ "called for a meeting", "called on the council to meet": only wanted."""
    return act.token.lemma_ == "call" and any(
        word in {"for", "on", "upon"}
        and act.theme is not None
        and noun.i == act.theme.i
        for word, noun in complements(act.token)
    )


DIPLOMACY: dict[str, Callable[[Act], bool]] = {
    "urgently": urgently,
    "at_request": at_request,
    "by_people": by_people,
    "in_progress": in_progress,
    "on_telephone": on_telephone,
    "visits_state": visits_state,
    "as_government": as_government,
    "only_considered": only_considered,
    "appeal": appeal,
    "privately": privately,
    "asked_for": asked_for,
    "asked_to_meet": asked_to_meet,
    "to_a_place": to_a_place,
    "exclusively": exclusively,
    "as_before": as_before,
    "meant_recognition": meant_recognition,
    "of_a_coup": of_a_coup,
    "for_relatives": for_relatives,
    "with_no_state": with_no_state,
    "to_meeting": to_meeting,
    "statesman_travels": statesman_travels,
    "in_passing": in_passing,
    "in_touch": in_touch,
    "statesman_sees": statesman_sees,
}
