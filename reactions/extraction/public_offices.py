"""Say whether a title is an office of a state or organisation at all.

No bank chief, no opposition leader, no rebels' spokesman, no company's president. The
lists are rows of `tables/titles.toml`.
"""

from reactions.actors import Role
from reactions.extraction.names import Line, name_end, name_words
from reactions.extraction.rulebook import word_list
from reactions.extraction.title_owners import Owner, owner_of

APOSTROPHES = frozenset({"'", "’"})


def is_public(line: Line, first: int, at: int, *, last: int, named: bool) -> bool:
    """Whether it is an office of a state, no bank chief and no opposition leader."""
    around = range(max(0, first - _words_before(line, first)), last)
    unnamed = [i for i in around if i not in line.named]
    others = name_words("not_of_state")
    if any(_is_of_others(line, i, others) for i in unnamed):
        return False
    if _is_opposed(line, last) or _is_of_insurgents(line, first):
        return False
    words = {line.bare(i) for i in range(at, last)}
    words |= {line.bare(at).removesuffix("s")}
    heads = words & name_words("heads")
    heads |= {f"{line.bare(i)} {line.bare(i + 1)}" for i in (at,)} & name_words("heads")
    owned = owner_of(line, first, last) is not Owner.UNNAMED
    fields = any(line.bare(i) in name_words("public_modifiers") for i in around)
    generic = heads <= name_words("not_offices")
    if generic and _speaks_for_others(line, last, others):
        return False
    if generic and not named and _is_of_unknown_body(line, first, at):
        return False
    if heads <= name_words("private"):
        by_name = any(
            line.named[i].role is Role.NAME for i in range(first, at) if i in line.named
        )
        return fields or ((owned or by_name) and heads <= name_words("chairs"))
    if heads <= name_words("never_alone") | name_words("private"):
        return named or owned or fields
    return True


def _words_before(line: Line, first: int) -> int:
    """How many words before a title tell whose it is: none of the sentence before."""
    if first > 0 and line.words[first - 1].ends_sentence:
        return 0
    owned = line.words[first - 1].possessive if first else False
    return 1 + 2 * (line.mark(first - 1) in APOSTROPHES) + owned


def _is_of_others(line: Line, at: int, others: frozenset[str]) -> bool:
    word = line.bare(at)
    if word == "workers" and line.bare(at - 1) == "migrant":
        return False  # "the migrant workers secretary"
    return not {word, word.removesuffix("s")}.isdisjoint(others)


def _speaks_for_others(line: Line, last: int, others: frozenset[str]) -> bool:
    """ "A spokesman for the paramilitary Roe Forces", "leader of a rebel group"."""
    if line.bare(last) not in {"of", "for", "with"}:
        return False
    for at in range(last + 1, min(last + 5, len(line.words))):
        word = line.words[at]
        if not word.text[0].isalpha():
            return False
        if word.bare in others | word_list("insurgent_groups"):
            return True
    return False


def _is_of_insurgents(line: Line, first: int) -> bool:
    """ "Houthi spokesman Jan Roe"."""
    return line.mark(first - 1) in word_list("insurgent_groups")


def _is_of_unknown_body(line: Line, first: int, at: int) -> bool:
    """ "Acme president Jane Roe": what stands in capitals before it is no state."""
    if first == 0:
        return False
    before = line.words[first - 1]
    if not before.capital or before.ends_sentence or first - 1 in line.named:
        return False
    if line.bare(first - 1) in name_words("openers") | name_words("days"):
        return False
    if before.possessive or "-" in before.text:  # "Paris-born", "US-led"
        return False
    between = {line.bare(i) for i in range(first, at)}
    return not between & name_words("public_modifiers") and before.text[0].isalpha()


def _is_opposed(line: Line, last: int) -> bool:
    """ "Lawmaker Jane Roe of the opposition Greens"."""
    end = name_end(line, last)
    behind = [line.bare(i) for i in range(end, end + 3)]
    return end > last and behind == ["of", "the", "opposition"]
