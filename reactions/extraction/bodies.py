"""Bodies that are no state: agencies, charities, companies, schools, teams.

Their offices and staff come and go in a crisis as the embassies' do, in the same
words. A mission or its staff without an owner of its own is theirs where the clause or
the text was last about one of them.
"""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token, TokenSpan

BODIES_OF_MANY = frozenset({"WHO", "ICRC", "IAEA", "ICC"})
"""Organisations that keep offices and staff, but no missions."""
OWNING = frozenset({"poss", "compound", "nmod", "amod"})
ACRONYM = 3
QUOTING = frozenset({"report", "write", "quote", "cite"})
NO_DIPLOMACY = frozenset(
    """mandate peacekeeping peacekeeper police military training monitoring observer
    rescue medical humanitarian aid combat stabilisation stabilization""".split()
)
OFFICIAL = frozenset(
    """ministry government department cabinet embassy consulate commission president
    parliament administration""".split()
)


def of_another_body(token: Token, theme: Token, passage: Passage) -> bool:
    """ "The agency has flown out its staff": of no mission, whoever pays for it."""
    noun = head_of(theme)
    if noun.lemma_.lower() in word_list("posts"):
        return False
    owners = tuple(_owners(noun, passage))
    for owner in owners:
        if is_body(owner, passage) or _is_any_firm(owner, passage):
            return True
    if any(_is_state(owner, passage) for owner in owners):
        return False
    for subject in _nearest_subjects(token, noun):
        if is_body(subject, passage):
            return True
        if _is_state(subject, passage):
            return False
    return passage.discourse.body and not passage.block.actors


def _owners(noun: Token, passage: Passage) -> Iterator[Token]:
    """ "WFP staff", "the bank's team", "the staff of a bakery"."""
    own = any(c.tag_ == "PRP$" for c in noun.lefts)
    for child in noun.lefts:
        if own and child.tag_ == "JJ":
            continue  # "its Russian personnel": theirs, of whatever nation
        if child.dep_ in OWNING and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield child
    for word, other in complements(noun):
        if word in {"of", "at", "from", "for", "with"}:
            mention = passage.mention_of.get(other.i)
            if mention is None or passage.discourse.host not in mention.codes:
                yield other  # "staff from Khartoum": no owner


def _nearest_subjects(token: Token, noun: Token) -> Iterator[Token]:
    """Of the clauses around the act, from the inside; then what stood before it."""
    seen = {noun.i}
    for clause in (token, *token.ancestors):
        if clause.lemma_ in QUOTING:
            continue  # ", RNZ reported,": who prints it, not who does it
        for child in children_of(clause):
            if child.dep_ in SUBJECTS and child.i not in seen:
                seen.add(child.i)
                yield child
    for other in reversed(token.doc[token.sent.start : token.i]):
        if other.dep_ in SUBJECTS and other.i not in seen and not _quotes(other):
            yield other


def _quotes(subject: Token) -> bool:
    return subject.head.lemma_ in QUOTING


def is_body(noun: Token, passage: Passage) -> bool:
    """Whether a noun names a body that is no state and acts for none."""
    mention = passage.mention_of.get(noun.i)
    if mention is not None and mention.code:
        if mention.role is Role.CARRIER or mention.code in BODIES_OF_MANY:
            return True
        name = passage.words(mention.start, mention.end).casefold()
        return name in word_list("agencies")
    if noun.i in passage.person_of or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = noun.lemma_.lower()
    if lemma == "agency" and _is_of_the_un(noun, passage):
        return False
    if lemma in word_list("bodies") or _works_without_diplomacy(noun):
        return True
    if noun.pos_ == "PROPN":
        if lemma in word_list("named_bodies"):
            return True
        acronym = is_acronym(noun.text)
        beside = [c.lemma_.lower() for c in noun.rights if c.dep_ == "appos"]
        beside += [c.lemma_.lower() for c in noun.lefts if c.dep_ == "compound"]
        return acronym or not word_list("bodies").isdisjoint(beside)
    return False


def is_it_of_a_firm(agent: Token, passage: Passage) -> bool:
    """ "The Korean builder said it would give": a firm's gift, whatever its nation."""
    teller = agent.head.head
    if agent.lower_ != "it" or teller.lemma_ not in {"say", "announce", "add"}:
        return False
    return any(
        s.tag_ == "NN"
        and s.i < agent.i
        and s.lemma_ != "agency"
        and is_body(s, passage)
        for s in subjects(teller)
    )


def is_acronym(word: str) -> bool:
    """ "SADC"; not "C-130", an aircraft."""
    return word.isupper() and len(word) >= ACRONYM and not any(map(str.isdigit, word))


def _is_any_firm(owner: Token, passage: Passage) -> bool:
    """ "staff of a Danish brewery": of something that nobody has heard of before."""
    if owner.tag_ != "NN" or not any(c.lower_ in {"a", "an"} for c in owner.lefts):
        return False
    lemma = owner.lemma_.lower()
    known = (
        word_list("posts") | OFFICIAL | {"mission", "delegation", "country", "state"}
    )
    return lemma not in known and owner.i not in passage.mention_of


def _is_of_the_un(noun: Token, passage: Passage) -> bool:
    """ "U.N. agencies": the organisation itself, where no agency has its own name."""
    named = (passage.mention_of.get(c.i) for c in noun.lefts)
    return noun.tag_ == "NNS" and any(m is not None and m.code == "UN" for m in named)


def _works_without_diplomacy(noun: Token) -> bool:
    """ "the police mission", "the mandate of its mission"."""
    if noun.lemma_.lower() not in {"mission", "operation", "force"}:
        return False
    beside = {c.lemma_.lower() for c in noun.lefts}
    of = noun.head.head if noun.dep_ == "pobj" else noun
    return bool((beside | {of.lemma_.lower()}) & NO_DIPLOMACY)


def _is_state(noun: Token, passage: Passage) -> bool:
    """A state by its name, an office or a post of one, an official."""
    person = passage.person_of.get(noun.i)
    if person is not None:
        return person.in_office
    mention = passage.mention_of.get(noun.i)
    if mention is not None:
        return mention.code is not None
    if any(c.i in passage.mention_of for c in noun.lefts):
        return True
    lemma = noun.lemma_.lower()
    return lemma in OFFICIAL or (lemma != "diplomat" and lemma in word_list("posts"))


def attend_to_bodies(sentence: TokenSpan, passage: Passage) -> None:
    """Remembers whether the text is about such a body or about a state again."""
    subjects = [t for t in sentence if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    for subject in sorted(subjects, key=lambda t: t.head == sentence.root):
        if is_body(subject, passage):
            passage.discourse.body = True
        elif _is_state(subject, passage):
            passage.discourse.body = False
    if any(_works_without_diplomacy(token) for token in sentence):
        passage.discourse.body = True
