"""Say who is among those carried: "900 people, most of them Afghans who had helped".

Parsers hang such asides anywhere, so the words themselves are read: "of them" or "of
whom" behind a share, "among them", and the people named next.
"""

from collections.abc import Iterator

from reactions.extraction.tokens import Token

THESE = frozenset({"them", "whom"})
MOST = frozenset("most all mostly many majority nearly almost but".split())
BETWEEN = frozenset("were are was been being about some nearly around the".split())
BESIDE = frozenset({"JJ", "CD", "NN", "NNP", "DT", "RB", "VBN", "HYPH", "CC", "PRP$"})
PEOPLE = frozenset({"NNS", "NNPS"})
FARTHEST = 12


def told_of_them(carried: Token) -> Iterator[Token]:
    """The people that an aside behind the noun says are among them, or the rest."""
    doc, at = carried.doc, carried.i + 1
    end = min(carried.sent.end, at + FARTHEST)
    while at < end and doc[at].lower_ not in THESE:
        at += 1
    if at >= end or doc[at].nbor(-1).lower_ not in {"of", "among"}:
        return
    if not any(t.text in {",", "(", "-", "–", "—"} for t in doc[carried.i : at]):
        return
    named = _people_from(doc[at])
    if named is not None:
        yield named
        yield from (t for t in named.conjuncts if t.i > named.i)


def are_mostly(carried: Token, people: Token) -> bool:
    """Whether "most of them" or "all but a few of them" stands before the people."""
    words = {t.lower_ for t in carried.doc[carried.i : people.i]}
    return "of" in words and not words.isdisjoint(MOST)


def _people_from(them: Token) -> Token | None:
    doc = them.doc
    for at in range(them.i + 1, min(them.sent.end, them.i + FARTHEST)):
        word = doc[at]
        if word.tag_ in PEOPLE:
            return word
        if word.lower_ not in BETWEEN and word.tag_ not in BESIDE:
            return None
    return None
