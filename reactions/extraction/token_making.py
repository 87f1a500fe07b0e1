"""Plain tokens from what spaCy has read: see tokens.py for why they are made.

Words and labels are taken from spaCy's store of strings once and then shared, so that
a token costs little memory and comparisons are quick.
"""

from collections.abc import Iterator, Sequence

from spacy.attrs import DEP, HEAD, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc as SpacyDoc

from reactions.extraction.tokens import Doc, Token, TokenSpan

WORDS_REMEMBERED = 200_000
OPENS_SENTENCE = {1: True, 0: None}
"""SENT_START as spaCy keeps it; any other number is a place within a sentence."""
Spelling = tuple[str, str, bool, bool, bool, bool, bool]


class TokenMaker:
    """Makes documents of plain tokens, for texts of one pipeline's vocabulary."""

    def __init__(self) -> None:
        self._labels: dict[int, str] = {0: ""}
        self._spellings: dict[int, Spelling] = {}

    def document(self, source: SpacyDoc, *, is_parsed: bool) -> Doc:
        """The same tokens, without parts of speech and lemmas."""
        tokens: list[Token] = []
        labels = self._labels
        rows = source.to_array([ORTH, TAG, DEP, SENT_START, SPACY, HEAD])
        idx = 0
        for i, (orth, tag, dep, opens, blank, _) in enumerate(rows.tolist()):
            token = Token()
            token.i, token.idx = i, idx
            (
                token.text,
                token.lower_,
                token.like_num,
                token.is_currency,
                token.is_punct,
                token.is_quote,
                token.is_space,
            ) = self._spellings.get(orth) or self._spelling(source, i)
            token.lemma_ = token.pos_ = ""
            token.tag_ = labels.get(tag) or self._label(source, tag)
            token.dep_ = labels.get(dep) or self._label(source, dep)
            token.is_sent_start = OPENS_SENTENCE.get(opens, False)
            token.whitespace_ = " " if blank else ""
            token.answers = {}
            idx += len(token.text) + blank
            tokens.append(token)
        _hang(tokens, rows[:, -1].astype("int64").tolist())
        _find_edges(tokens)
        doc = Doc(tokens, is_parsed=is_parsed)
        doc.sents = tuple(_sentences(doc))
        return doc

    def _spelling(self, source: SpacyDoc, i: int) -> Spelling:
        word = source[i]
        if len(self._spellings) >= WORDS_REMEMBERED:
            self._spellings.clear()
        found = self._spellings[word.orth] = (
            word.text,
            word.lower_,
            word.like_num,
            word.is_currency,
            word.is_punct,
            word.is_quote,
            word.is_space,
        )
        return found

    def _label(self, source: SpacyDoc, key: int) -> str:
        known = self._labels.get(key)
        if known is None:
            known = self._labels[key] = source.vocab.strings[key]
        return known


def _hang(tokens: Sequence[Token], distances: Sequence[int]) -> None:
    """Gives every token its head, so many places away, and what hangs on it."""
    for token in tokens:
        token.children = token.lefts = token.rights = ()
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for i, away in enumerate(distances):
        tokens[i].head = tokens[i + away]
        if away:
            (lefts if away > 0 else rights).setdefault(i + away, []).append(tokens[i])
    for i, hung in lefts.items():
        tokens[i].lefts = tokens[i].children = tuple(hung)
    for i, hung in rights.items():
        tokens[i].rights = tuple(hung)
        tokens[i].children = tokens[i].lefts + tokens[i].rights


def _find_edges(tokens: Sequence[Token]) -> None:
    """The first and last token of each subtree.

    From either end of the text, the first that climbs to a head is that head's edge;
    whoever comes later stops there, so each edge is set once.
    """
    for token in tokens:
        token.left_edge = token.right_edge = token
    for token in tokens:
        head = token.head
        while head.left_edge.i > token.i:
            head.left_edge = token
            head = head.head
    for token in reversed(tokens):
        head = token.head
        while head.right_edge.i < token.i:
            head.right_edge = token
            head = head.head


def _sentences(doc: Doc) -> Iterator[TokenSpan]:
    """The sentences in order, each laid down with its tokens; one if not parsed."""
    starts = [t.i for t in doc if t.i and t.is_sent_start] if doc.is_parsed else []
    for start, end in zip([0, *starts], [*starts, len(doc)], strict=True):
        sentence = TokenSpan(doc, start, end)
        for token in sentence:
            token.sent = sentence
        yield sentence
