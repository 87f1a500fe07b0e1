"""Say which states a noun phrase stands for: by its own words, else by the context.

"The German embassy", "Britain's parliament", "a spokesman for the Russian embassy",
"its staff", "the ministry", "she", "Roe". Two readings give none. Pure grammar
over spaCy's dependencies (ClearNLP labels, as the English pipelines use them).
"""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.actor_nouns import is_institution
from reactions.extraction.home_bodies import of_host_at_home
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.lost_subjects import drawn_away
from reactions.extraction.mentions import Mention
from reactions.extraction.named_together import (
    beside,
    listed_apart,
    owners_joined,
    owners_listed,
    owners_set_apart,
)
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import SPEECH
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

PRONOUNS_OF_STATES = frozenset(
    {"it", "its", "they", "their", "them", "we", "our", "us"}
)
PRONOUNS_OF_PEOPLE = frozenset({"he", "she", "his", "her", "him", "i", "my", "me"})
FIRST_PERSON = frozenset({"i", "my", "me", "we", "our", "us"})
OWNERS = frozenset({"of", "for", "from", "at", "with", "by", "to"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "npadvmod", "det"})
DEEPEST = 5
PAIR = 2
BESIDE_OWNERS = frozenset("neighbour neighbor ally".split())
MEMBERS = frozenset("capital country state nation".split())
UNIONS = frozenset({"EU", "NATO", "UN", "AFU", "GCC", "LAS", "ASEAN", "ECOWAS"})


def states_of(token: Token, passage: Passage) -> tuple[str, ...]:
    """Codes of the states that the phrase headed by `token` stands for, in order.

    Coordinated heads ("Estonia and Norway") give one code each. The host is among
    them where it is meant; callers decide what a host may do.
    """
    codes = list(_own_states(token, passage, depth=0))
    for other in beside(token, passage):
        if other.pos_ in {"NOUN", "PROPN", "PRON"}:
            codes.extend(_own_states(other, passage, depth=0))
    return tuple(dict.fromkeys(codes))


def named_states_of(token: Token, passage: Passage) -> tuple[str, ...]:
    """As `states_of`, but by the phrase's own words alone, no pronoun or context."""
    codes: list[str] = []
    for head in (token, *beside(token, passage)):
        codes.extend(_named(head, passage, depth=0))
    return tuple(dict.fromkeys(codes))


def own_states_of(token: Token, passage: Passage) -> tuple[str, ...]:
    """As `named_states_of`, without what is coordinated with the phrase."""
    return _named(token, passage, depth=0)


def default_states(passage: Passage) -> tuple[str, ...]:
    """Whom the reader has in mind: the heading's actor, the focus, the story's."""
    actors, focus = passage.block.actors, passage.discourse.focus
    if actors:
        return actors if len(actors) == 1 else ()
    if focus:
        return focus if len(focus) == 1 else ()
    only = passage.discourse.only_actor
    return (only,) if only else ()


def _own_states(token: Token, passage: Passage, *, depth: int) -> tuple[str, ...]:
    named = _named(token, passage, depth=depth)
    if named:
        return named
    if token.i in passage.person_of:
        return ()
    return _by_context(token, passage)


def _named(token: Token, passage: Passage, *, depth: int) -> tuple[str, ...]:
    if depth > DEEPEST:
        return ()
    if is_insurgent(token, passage):
        return (passage.discourse.host,) if passage.discourse.host else ()
    person = passage.person_of.get(token.i)
    if person is not None:
        if not person.in_office:
            return ()
        if person.country:
            return (person.country,)
    mention = passage.mention_of.get(token.i)
    if mention is not None and _is_actor(mention, token):
        return (mention.code,) if mention.code else ()
    if token.lemma_.lower() in BESIDE_OWNERS:
        return _by_apposition(token, passage, depth)
    return (
        _by_modifiers(token, passage, depth)
        or _by_complement(token, passage, depth)
        or _by_apposition(token, passage, depth)
    )


def _is_actor(mention: Mention, token: Token) -> bool:
    """Whether a name stands for its state here and is no place, language or person."""
    if mention.role is Role.ADJECTIVE:
        return token.pos_ in {"PROPN", "NOUN"} and not mention.weak
    if mention.role is Role.PEOPLE:
        return False
    if mention.weak and mention.role is Role.NAME:
        return not _part_of_longer_name(mention, token)
    return True


def _part_of_longer_name(mention: Mention, token: Token) -> bool:
    """ "Michael Jordan", "Chad Roe": a capitalised neighbour in the same name."""
    for other in (*token.lefts, token.head):
        if other.i == token.i or other.pos_ != "PROPN" or "neighb" in other.lower_:
            continue
        if other.dep_ == "compound" or token.dep_ == "compound":
            return not mention.start <= other.idx < mention.end
    return False


def _by_modifiers(token: Token, passage: Passage, depth: int) -> tuple[str, ...]:
    """ "the German embassy", "Britain's parliament", "his Downing Street office"."""
    owner: tuple[str, ...] = ()
    for child in _modifiers(token):
        mention = passage.mention_of.get(child.i)
        if mention is not None and mention.code:
            if mention.code in UNIONS and _is_of_a_member(token):
                return ()  # "the only EU capital that has not"
            if not _is_post(mention, passage):
                found = (mention.code, *owners_joined(child, passage))
                found = (*found, *owners_set_apart(child, token, passage))
                return (*listed_apart(token, passage), *found)
            continue
        if child.tag_ == "WP$":  # "Uganda, whose soldiers were sent": hers
            for clause in (a for a in token.ancestors if a.dep_ == "relcl"):
                owner = owner or _of_clause(clause, passage, depth)
        elif child.dep_ in {"poss", "compound", "nmod"} and child.pos_ != "PRON":
            owner = owner or _named(child, passage, depth=depth + 1)
    return owner


def _of_clause(clause: Token, passage: Passage, depth: int) -> tuple[str, ...]:
    """ "Kenya and Uganda, whose missions": of all that the clause stands behind."""
    head = clause.head
    joined = [t for t in head.conjuncts if head.i < t.i < clause.i]
    named = (_named(t, passage, depth=depth + 1) for t in (head, *joined))
    return tuple(dict.fromkeys(code for codes in named for code in codes))


def _modifiers(noun: Token) -> Iterator[Token]:
    """What stands before a noun, also "American" in "the American top diplomat"."""
    for child in noun.lefts:
        if child.dep_ in MODIFIERS:
            yield child
            if child.dep_ == "amod":
                yield from (c for c in child.lefts if c.dep_ == "amod")


def _is_of_a_member(noun: Token) -> bool:
    """ "the only EU capital", "six EU embassies": of one of its states, unnamed."""
    if noun.tag_ == "NN":
        return noun.lower_ in MEMBERS
    return noun.lemma_.lower() in {"embassy", "consulate", "mission"}


def _is_post(mention: Mention, passage: Passage) -> bool:
    """ "its Kabul embassy": the city says where the mission is, not whose."""
    return mention.role is Role.CAPITAL and mention.code == passage.discourse.host


def _by_complement(token: Token, passage: Passage, depth: int) -> tuple[str, ...]:
    """ "the government of Peru", "a spokesman for the Russian embassy"."""
    for prep in token.rights:
        if prep.dep_ not in {"prep", "agent"}:
            continue
        word = prep.lower_
        for pobj in children_of(prep):
            if pobj.dep_ != "pobj":
                continue
            aide = word == "to" and token.lemma_ in {"aide", "adviser", "advisor"}
            if aide or word in {"of", "for", "from", "at", "by"}:
                found = _named(pobj, passage, depth=depth + 1)
                if token.tag_ in {"NNS", "NNPS"} or token.lower_ == "those":
                    found += owners_listed(pobj, passage)
                if found and not (word in {"from", "at"} and _is_host(found, passage)):
                    return found
            if word == "in" and (found := _seat(pobj, token, passage)):
                several = token.tag_ == "NNS"  # "officials in Roetown and Paris"
                return found + (owners_joined(pobj, passage) if several else ())
    return ()


def _is_host(codes: tuple[str, ...], passage: Passage) -> bool:
    return codes == (passage.discourse.host,)


def _seat(place: Token, head: Token, passage: Passage) -> tuple[str, ...]:
    """ "the foreign office in Berlin": a capital, the host's only of who rules it."""
    mention = passage.mention_of.get(place.i)
    if mention is None or not mention.code:
        return ()
    rules = head.lemma_.lower() in {"government", "authority"}
    if mention.code == passage.discourse.host and not rules:
        return ()
    if any(t.text in {",", "("} for t in head.doc[head.i : place.i]):
        return ()
    lemma = head.lemma_.lower()
    if mention.role is not Role.CAPITAL or lemma not in word_list("institutions"):
        return ()
    if head.tag_ == "NNS" and lemma in word_list("anonymous"):
        return ()
    return () if lemma in {"embassy", "mission"} else (mention.code,)


def _by_apposition(token: Token, passage: Passage, depth: int) -> tuple[str, ...]:
    for child in token.rights:
        if child.dep_ == "appos" and child.lower_ != "that":
            found = _named(child, passage, depth=depth + 1)
            if found:  # "three states, Oman, Qatar and Chad"
                return found + (
                    owners_joined(child, passage) if token.tag_ == "NNS" else ()
                )
    return ()


def _by_context(token: Token, passage: Passage) -> tuple[str, ...]:
    word, discourse = token.lower_, passage.discourse
    if token.pos_ == "PRON" or token.tag_ == "PRP$":
        if word in FIRST_PERSON and (speaker := _whose_words(token, passage)):
            return speaker
        if word in PRONOUNS_OF_PEOPLE:
            named = _person_before(token, passage)
            if named:
                return named
            if discourse.character is not None:
                return discourse.character.codes
            return discourse.speaker_codes or _of_person(passage)
        if word in PRONOUNS_OF_STATES:
            return _antecedent(token, passage)
        if word in {"who", "which", "that"} and token.head.dep_ == "relcl":
            return states_of(token.head.head, passage)
        return ()
    if _is_pair(token):
        return discourse.focus if len(discourse.focus) == PAIR else ()
    owner = _possessor(token)
    if owner is not None:
        return states_of(owner, passage)
    host = passage.discourse.host
    if host and any(c.lower_ == "host" for c in token.lefts):
        return (host,)  # "the host government"
    if is_institution(token):
        return _of_opening_capital(token, passage) or _default(passage, token)
    return ()


def _of_opening_capital(noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "In Lima, the ministry said": of the government that sits there."""
    first = noun.sent[0]
    if first.lower_ != "in" or not any(c.lower_ == "the" for c in noun.lefts):
        return ()
    for place in children_of(first):
        mention = passage.mention_of.get(place.i)
        if mention is not None and mention.role is Role.CAPITAL and mention.code:
            return (mention.code,)
    return ()


def _is_pair(token: Token) -> bool:
    """ "both countries", "neither government": the two last spoken of."""
    return token.lemma_.lower() in {"country", "government", "state", "nation"} and any(
        c.lower_ in {"both", "neither", "either"} for c in token.lefts
    )


def _whose_words(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "We have spoken to both," she said: who says "we", also behind the words."""
    at = passage.offset + token.idx
    heard = tuple(c for start, end, c in passage.discourse.quoted if start <= at < end)
    if heard:
        return heard
    below = token
    for above in token.ancestors:
        said = below.dep_ in {"ccomp", "parataxis"} or below.dep_ == "ROOT"
        if said and above.lemma_.lower() in SPEECH:
            for subject in subjects_of_clause(above):
                if found := named_states_of(subject, passage):
                    return found
        below = above
    return ()


def _person_before(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "Russia's ambassador denied that his country": whom the sentence is about."""
    for subject in reversed(_subjects_before(token)):
        if subject.i in passage.person_of or subject.lemma_.lower() in word_list(
            "spokespeople"
        ):
            return named_states_of(subject, passage)
    return ()


def _of_person(passage: Passage) -> tuple[str, ...]:
    person = passage.discourse.person
    return (person.country,) if person and person.country else ()


def _possessor(token: Token) -> Token | None:
    for child in token.lefts:
        if child.dep_ == "poss" and child.tag_ == "PRP$":
            return child
    return None


def _default(passage: Passage, token: Token) -> tuple[str, ...]:
    if token.tag_ in {"NNS", "NNPS"} and _indefinite(token):
        return ()
    if passage.block.actors:
        return passage.block.actors if len(passage.block.actors) == 1 else ()
    nearby = of_host_at_home(token, passage) or _subject_state_before(token, passage)
    if nearby:
        return nearby
    focus = passage.discourse.focus
    if len(focus) == 1:
        return focus
    only = passage.discourse.only_actor
    return (only,) if only and not focus else ()


def _subject_state_before(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "Chad sealed its border, and the army sent a battalion": whose army."""
    for subject in reversed(_subjects_before(token)):
        found = named_states_of(subject, passage)
        if len(found) == 1 and passage.discourse.host not in found:
            return found
    return ()


def _indefinite(token: Token) -> bool:
    """ "officials", "diplomats" without an article: anybody's."""
    return not any(
        child.dep_ in {"det", "poss", "amod", "compound"} for child in token.lefts
    )


def _antecedent(token: Token, passage: Passage) -> tuple[str, ...]:
    """The state a pronoun points back to: a subject in the sentence, else the focus.

    Walks up to the clauses that hold the pronoun and takes the nearest subject
    before it that stands for a state by its own words.
    """
    for clause in (a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}):
        for subject in subjects_of_clause(clause):
            if subject.i >= token.i:
                continue
            found = named_states_of(subject, passage)
            if found:
                return found
    for subject in reversed(_subjects_before(token)):
        found = named_states_of(subject, passage)
        if found and (passage.discourse.host not in found):
            return found
    focus, actors = passage.discourse.focus, passage.block.actors
    if focus and not (actors and focus == (passage.discourse.host,)):
        return focus  # under a state's name "its" is not the host's
    if actors:
        return actors
    only = passage.discourse.only_actor
    return (only,) if only else ()


def _subjects_before(token: Token) -> list[Token]:
    return [
        t
        for t in token.sent
        if t.i < token.i and t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ != "PRON"
    ]


def subjects_of_clause(verb: Token) -> list[Token]:
    """Grammatical subjects of a verb itself, none inherited."""
    found = [c for c in children_of(verb) if c.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    return found or (drawn_away(verb) if verb.dep_ == "conj" else [])
