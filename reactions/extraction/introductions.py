"""Find officials whose office comes first and whose name only later.

"The country's finance minister said on Friday ... “We won't pay,” Ann Roe told radio."
Only where one office, unnamed, and nobody else stands before the name: else two
readings are left, and nobody is named.
"""

from collections.abc import Iterator, Sequence

from reactions.extraction.names import Line, name_begin, name_end, name_size, name_words
from reactions.extraction.title_owners import Owner
from reactions.extraction.titles import Title

SAYING = frozenset(
    """said says told tells added adds wrote writes tweeted insisted warned declared
    announced explained""".split()
)
DESCRIBING = frozenset({"a", "an", "the", "who", "whose", "one", "another", "of"})
FARTHEST = 2


def named_later(
    lines: Sequence[Line],
    *,
    unnamed: Sequence[Sequence[Title]],
    taken: Sequence[bool],
) -> Iterator[tuple[Line, int, int, Title]]:
    """Names without a title whose office was told before: (line, begin, end, title).

    `unnamed` are the titles of each line beside which no name stands, `taken` whether
    a line names officials otherwise.
    """
    for at, line in enumerate(lines):
        if taken[at] or not any(unnamed[max(0, at - FARTHEST + 1) : at + 1]):
            continue
        for begin, end in _untitled_speakers(line):
            title = _only_office(lines, unnamed, at=at, before=begin)
            if title is not None and not any(taken[max(0, at - FARTHEST + 1) : at]):
                yield line, begin, end, title
            break


def _untitled_speakers(line: Line) -> Iterator[tuple[int, int]]:
    """Full names right before or behind a verb of saying, with no description."""
    for index, word in enumerate(line.words):
        if word.bare not in SAYING:
            continue
        begin, end = name_begin(line, index), index
        if name_size(line, begin, end) < 2:
            begin, end = index + 1, name_end(line, index + 1)
        if name_size(line, begin, end) < 2 or _is_described(line, begin, end):
            continue
        yield begin, end


def _is_described(line: Line, begin: int, end: int) -> bool:
    offices = name_words("heads") | name_words("modifiers") | name_words("bodies")
    if any(line.bare(i) in offices for i in range(begin, end)):
        return True
    if line.bare(begin - 1) in name_words("heads"):
        return True
    return line.mark(end) == "," and line.bare(end + 1) in DESCRIBING


def _only_office(
    lines: Sequence[Line],
    unnamed: Sequence[Sequence[Title]],
    *,
    at: int,
    before: int,
) -> Title | None:
    """The one unnamed office of this paragraph and the last, if it is a state's."""
    here = [t for t in unnamed[at] if t.last <= before and _may_wait(t, lines[at])]
    earlier = [t for t in unnamed[at - 1] if _may_wait(t, lines[at - 1])] if at else []
    found = here + earlier
    return found[0] if len(found) == 1 else None


def _may_wait(title: Title, line: Line) -> bool:
    """Whether one person in office is meant, of a state that can be told."""
    definite = line.bare(title.first - 1) == "the" or any(
        line.words[i].possessive for i in range(title.first, title.last)
    )
    if not definite or not (title.codes or title.owner is Owner.STATE):
        return False
    return title.in_office and not title.relation and not title.plural
