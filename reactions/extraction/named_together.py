"""Say what is named together with a noun: coordinated, or parsed as its apposition."""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.tokens import Token

JOINTLY = frozenset({"together", "along", "jointly", "alongside"})


def beside(token: Token, passage: Passage) -> tuple[Token, ...]:
    """What is named together with it: in "Oman, Qatar and Chad" also an apposition."""
    found = tuple(t for t in token.conjuncts if t.i > token.i and not _left_out(t))
    found = (*found, *_companions(token), *_officials_listed(token, passage))
    mention = passage.mention_of.get(token.i)
    if mention is None:
        found = (*found, *_owned_apart(token, passage))
    if mention is None or mention.role is not Role.NAME:
        return found
    for child in token.rights:
        second = passage.mention_of.get(child.i)
        if child.dep_ != "appos" or second is None or second.role is not Role.NAME:
            continue
        if second is not mention and (child.n_rights or found):
            found = (child, *(t for t in child.conjuncts if t.i > child.i), *found)
    return found


def _companions(noun: Token) -> Iterator[Token]:
    """ "Togo, together with Benin, asked": both did."""
    for prep in noun.rights:
        if prep.lower_ != "with" or not any(c.lower_ in JOINTLY for c in prep.lefts):
            continue
        for other in children_of(prep):
            if other.dep_ == "pobj":
                yield from (other, *(t for t in other.conjuncts if t.i > other.i))


def _left_out(noun: Token) -> bool:
    """ "Spain, but not Portugal,"."""
    first = noun.left_edge
    before = noun.doc[max(first.i - 1, 0)]
    return first.lower_ == "not" or before.lower_ == "not"


def listed_apart(noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "Egyptian, Kenyan envoys met", "Egypt's and Kenya's envoys": the first named.

    The parse hangs it on the verb, where it opens the sentence.
    """
    at = noun.left_edge.i - 1
    if noun.tag_ not in {"NNS", "NNPS"} or at < 1:
        return ()
    doc, found = noun.doc, list[str]()
    while at >= 1 and doc[at].lower_ in {",", "and"}:
        at -= 1 + (doc[at - 1].lower_ in {"'s", "’s"})
        mention = passage.mention_of.get(doc[at].i)
        if mention is None or not mention.code:
            return ()
        found.append(mention.code)
        if doc[at].is_sent_start:
            return tuple(reversed(found))
        at -= 1
    return ()


def _owned_apart(token: Token, passage: Passage) -> Iterator[Token]:
    """ "The CIA director, Egypt's spy chief and Qatar's premier": no apposition.

    Each is another state's, and the last is joined by an "and".
    """
    for child in token.rights:
        if child.dep_ != "appos" or child.i in passage.person_of:
            continue
        joined = [t for t in child.conjuncts if t.i > child.i]
        owners = {m.code for c in child.lefts if (m := passage.mention_of.get(c.i))}
        own = {m.code for c in token.lefts if (m := passage.mention_of.get(c.i))}
        if joined and owners and own and not owners & own:
            yield from (child, *joined)


def _officials_listed(token: Token, passage: Passage) -> tuple[Token, ...]:
    """ "The king, Jan Roe, and the emir, Ada Loe", "Chancellor Roe, President Loe".

    Whoever follows a name in a list is often parsed as another name of the first.
    """
    found: list[Token] = []
    own = passage.person_of.get(token.i)
    for child in token.rights:
        person = passage.person_of.get(child.i)
        if child.dep_ != "appos" or person is None or not person.country:
            continue
        if own is not None and own.country and own.country != person.country:
            found.append(child)
        found.extend(t for t in child.conjuncts if t.i > child.i)
    return tuple(found)


def owners_joined(word: Token, passage: Passage) -> tuple[str, ...]:
    """ "the Czech and Polish embassies", "the embassies of Oman and Bahrain"."""
    return tuple(
        mention.code
        for other in word.conjuncts
        if other.i > word.i
        and (mention := passage.mention_of.get(other.i)) is not None
        and mention.code
    )


def owners_listed(word: Token, passage: Passage) -> tuple[str, ...]:
    """ "the embassies of Oman, the UAE and Chad": also one parsed as an apposition."""
    found = (passage.mention_of.get(t.i) for t in beside(word, passage))
    return tuple(m.code for m in found if m is not None and m.code)


def owners_set_apart(word: Token, noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "British, French and German ministers": adjectives that the parse sets apart."""
    if noun.tag_ not in {"NNS", "NNPS"} or word.nbor(1).text not in {",", "and"}:
        return ()
    after = noun.doc[word.i + 2]
    mention = passage.mention_of.get(after.i)
    if mention is None or not mention.code or mention.role is not Role.ADJECTIVE:
        return ()
    return (mention.code, *owners_joined(after, passage))
