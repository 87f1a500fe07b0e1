"""A parsed paragraph as plain objects, each made once, for the rules to walk.

spaCy makes a new Token at every look at a head or a child and reads every label out of
its store of strings; the rules look by the hundred thousand. Names and meanings are
those of spaCy's own Doc, Span and Token (https://spacy.io/api/token), so that its
documentation serves here too; only what the rules ask for is there.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, overload


class Token:
    """A word or mark with its place in the parse. Two are equal if they are one."""

    __slots__ = (
        "answers",
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_currency",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "is_space",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    answers: dict[Any, Any]
    """What was worked out of this token; see `memory.remembered`."""
    doc: "Doc"
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    whitespace_: str
    like_num: bool
    is_currency: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_sent_start: bool | None
    head: "Token"
    children: tuple["Token", ...]
    lefts: tuple["Token", ...]
    rights: tuple["Token", ...]
    left_edge: "Token"
    right_edge: "Token"
    sent: "TokenSpan"

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        return len(self.rights)

    @property
    def subtree(self) -> list["Token"]:
        """The token with all that hangs on it, left before right at every level."""
        if not self.children:
            return [self]
        found: list[Token] = []
        for child in self.lefts:
            found += child.subtree if child.children else (child,)
        found.append(self)
        for child in self.rights:
            found += child.subtree if child.children else (child,)
        return found

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The head, its head and so on up to the sentence's root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """All that is coordinated with the token, itself left out."""
        if self.dep_ != "conj" and not any(c.dep_ == "conj" for c in self.rights):
            return ()
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found.extend(c for c in token.rights if c.dep_ == "conj")
        return tuple(token for token in found if token is not self)

    def nbor(self, by: int = 1) -> "Token":
        """The token so many places on. Raises IndexError off either end."""
        if self.i + by < 0:
            raise IndexError(f"no token {by} places from the {self.i}th")
        return self.doc[self.i + by]


class TokenSpan:
    """Tokens [start, end) of a paragraph."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> "TokenSpan": ...

    def __getitem__(self, at: int | slice) -> "Token | TokenSpan":
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return TokenSpan(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][at]

    @property
    def start_char(self) -> int:
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Behind the last letter, a blank after it left out."""
        if self.end == self.start:
            return self.start_char
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        if self.end == self.start:
            return ""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> "TokenSpan":
        """The sentence that its first token stands in."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to a sentence's root, the first of several."""
        for token in self:
            if token.head is token:
                return token
        best, least = self.doc[self.start], len(self.doc)
        for token in self:
            if not self.start <= token.head.i < self.end:
                steps = _steps_to_root(token)
                if steps < least:
                    best, least = token, steps
        return best


def _steps_to_root(token: Token) -> int:
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc) - 1  # a mark only where there is nothing better
    return sum(1 for _ in token.ancestors)


class Doc:
    """A paragraph's tokens, which are given their `doc` here.

    `sents` are its sentences where it `is_parsed`, else one stretch of all tokens.
    """

    __slots__ = ("_starts", "is_parsed", "sents", "text", "tokens")

    def __init__(self, tokens: list[Token], *, is_parsed: bool) -> None:
        self.tokens, self.is_parsed = tokens, is_parsed
        self.text = "".join([token.text + token.whitespace_ for token in tokens])
        self.sents: tuple[TokenSpan, ...] = ()
        for token in tokens:
            token.doc = self
        self._starts = [token.idx for token in tokens]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...

    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return TokenSpan(self, start, max(start, end))
        return self.tokens[at]

    def covering(self, start: int, end: int) -> TokenSpan | None:
        """The tokens that letters [start, end) of the text touch; None if off it."""
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        if start == first.idx + len(first.text):  # the blank behind a word
            return self[first.i + 1 : last.i + 1]
        return self[first.i : last.i + 1]

    def _token_at(self, letter: int) -> Token | None:
        """The token whose letters, or the blank behind it, hold a place."""
        at = bisect_right(self._starts, letter) - 1
        if at < 0:
            return None
        token = self.tokens[at]
        end = token.idx + len(token.text) + len(token.whitespace_)
        return token if letter < end else None

    def forget(self) -> None:
        """Drops what was remembered of the tokens, most of a long text's memory."""
        for token in self.tokens:
            token.answers = {}
