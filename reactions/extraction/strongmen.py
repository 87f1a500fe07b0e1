"""Say who leads a country in crisis, lawfully or by force, whatever was last spoken of.

"General Roe, the new strongman", "soldiers loyal to General Roe", "President Roe has
said he will resign". Whose official anybody else is stands in `allegiances`.
"""

import re

from reactions.actors import Role
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.names import name_words
from reactions.extraction.office_grammar import LEADERS, in_sentence
from reactions.extraction.passages import Passage
from reactions.extraction.people import Person
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token, TokenSpan

DESCRIBED = re.compile(
    r",?\s+((?:who\s+(?:is|was)\s+)?(?:(?:now|the|a|an|its|as)\s+)?)"
    r"((?:[^\W\d_][\w’'-]*\s+){0,4}[^\W\d_][\w’'-]*)"
)
FIGHTING = frozenset(
    """soldier troop fighter force man unit militia militiaman mutineer gunman army
    battalion rebel supporter loyalist guard officer commando""".split()
)
SIDING = frozenset({"loyal", "allied", "faithful", "loyalty", "allegiance"})


def is_of_crisis(person: Person, passage: Passage) -> bool:
    """ "Interim leader", "the junta's spokesman", "General Roe, the new strongman"."""
    words = name_words("of_a_crisis")
    if not words.isdisjoint(re.split(r"\W+", person.title.casefold())):
        return True
    behind = person.first.end - passage.offset
    told = DESCRIBED.match(passage.doc.text, behind)
    if told is None or passage.doc.text[behind : behind + 1] != ",":
        return False
    described = re.split(r"\W+", told.group(2).casefold())
    if not told.group(1) and described[0] not in words:
        return False  # "the government's spokesman, Jan Roe, condemned the coup"
    return not words.isdisjoint(described)


def is_leader(person: Person) -> bool:
    """A president, a premier, a king: of whom each state has one."""
    return LEADERS.fullmatch(person.title.casefold()) is not None


def house_named(passage: Passage) -> tuple[str, ...]:
    """ "President Roe stood by it. He spoke at the White House": whose that is."""
    found = {
        mention.code
        for mention in passage.mention_of.values()
        if mention.role is Role.METONYM
    }
    return tuple(code for code in found if code) if len(found) == 1 else ()


def leads_fighters(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """ "Soldiers loyal to General Roe": a rank alone, and armed men of his own."""
    token = in_sentence(person, sentence, passage)
    if token is None or person.codes or token.dep_ != "pobj":
        return False
    if person.title.casefold() not in name_words("ranks"):
        return False
    above = token.head.head
    if above.lemma_.lower() not in SIDING or token.head.lower_ not in {"to", "with"}:
        return False
    return any(t.lemma_.lower() in FIGHTING for t in (above.head, *above.head.subtree))


def took_power(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """ "General Roe, who led the coup": of the host, whoever was last spoken of."""
    if sentence is None:
        return False
    at = person.first.start - passage.offset
    if any(_leads_new_power(t, person, passage) for t in sentence if t.idx >= at):
        return True
    behind = [t for t in sentence if t.idx > at and t.dep_ == "relcl"]
    return any(
        not word_list("takeovers").isdisjoint(t.lemma_.lower() for t in clause.subtree)
        for clause in behind
        if passage.person_of.get(clause.head.i) is person
    )


def _leads_new_power(name: Token, person: Person, passage: Passage) -> bool:
    """ "The junta led by General Roe"."""
    if passage.person_of.get(name.i) is not person or name.dep_ != "pobj":
        return False
    led = name.head.head
    by = name.head.lower_ == "by" and led.lemma_ in {"lead", "head", "command"}
    powers = {"junta", "rebel", "mutineer", "putschist", "coup"}
    return by and led.head.lemma_.lower() in powers


def has_fallen(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """ "soldiers overthrew President Roe", "chased him from power", "resigned in May".

    Who was detained or fled may be in office still; who was overthrown isn't.
    """
    token = in_sentence(person, sentence, passage)
    if token is None or token.dep_ not in SUBJECTS | {"dobj"}:
        return False
    verb = token.head
    if token.dep_ == "nsubj":
        past = verb.tag_ in {"VBD", "VBN"} and _falls(verb)
        gone = _long_ago(verb) or _told_as_past(verb)
        return past and verb.lemma_ not in {"flee", "concede"} and gone
    if verb.lemma_.lower() in word_list("overthrowing"):
        return verb.tag_ in {"VBD", "VBN"}
    return any(
        prep.lower_ == "from"
        and any(c.lower_ in {"power", "office"} for c in children_of(prep))
        for prep in children_of(verb)
    )


def _told_as_past(verb: Token) -> bool:
    """ "dissolved parliament after President Roe resigned": it is known by now."""
    marks = {c.lower_ for c in children_of(verb) if c.dep_ == "mark"}
    return bool(marks & {"after", "since"})


def _long_ago(verb: Token) -> bool:
    """ "last month", "two years ago": no news."""
    days = {t.lower_ for c in children_of(verb) for t in c.subtree if c.i > verb.i}
    return bool(days & {"month", "year", "months", "years", "ago"}) and bool(
        days & {"last", "ago", "earlier"}
    )


def tells_of_own_fall(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """ "President Roe has said he will resign", "Premier Poe fled": of the host."""
    token = in_sentence(person, sentence, passage)
    if token is None or not is_leader(person):
        return False
    if any(c.dep_ == "relcl" and _falls(c) for c in token.rights):
        return True
    if token.dep_ not in SUBJECTS:
        return False
    verb = token.head
    if _falls(verb):
        return True
    if verb.lemma_.lower() not in word_list("speech_verbs"):
        goes = (c for c in children_of(verb) if c.dep_ == "xcomp")
        refuses = verb.lemma_ in {"refuse", "decline", "agree", "offer"}
        return any(
            _falls(c) or (refuses and c.lemma_ in {"leave", "go", "quit", "cede"})
            for c in goes
        )
    for said in (c for c in children_of(verb) if c.dep_ in {"ccomp", "xcomp"}):
        subjects = [c.lower_ for c in children_of(said) if c.dep_ in SUBJECTS]
        if _falls(said) and set(subjects) <= {"he", "she"}:
            return True
    return False


def _falls(verb: Token) -> bool:
    """ "resign", "step down", "hand over power"."""
    if verb.lemma_.lower() in {"resign", "abdicate", "flee", "concede"}:
        return True
    parts = {c.lower_ for c in children_of(verb) if c.dep_ in {"prt", "advmod"}}
    if verb.lemma_.lower() in {"step", "stand"}:
        return not parts.isdisjoint({"down", "aside"})
    things = {c.lower_ for c in children_of(verb) if c.dep_ == "dobj"}
    return not things.isdisjoint({"power", "office"}) and verb.lemma_.lower() in {
        *("hand", "leave", "relinquish", "quit", "transfer", "yield", "cede")
    }
