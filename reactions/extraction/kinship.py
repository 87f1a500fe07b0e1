"""The children of a token, made once a document.

spaCy makes new Token objects whenever a token's children are walked, and the rules walk
them by the hundred thousand.
"""

from spacy.attrs import HEAD
from spacy.tokens import Doc, Token

KEY = "children"


def children_of(token: Token) -> tuple[Token, ...]:
    """What hangs on the token, in the order of the text, as `Token.children` gives."""
    doc = token.doc
    known: list[tuple[Token, ...]] | None = doc.user_data.get(KEY)
    if known is None:
        known = doc.user_data[KEY] = _children(doc)
    return known[token.i]


def has_child(token: Token, dep: str) -> bool:
    """Whether something hangs on the token by this dependency."""
    return any(child.dep_ == dep for child in children_of(token))


def _children(doc: Doc) -> list[tuple[Token, ...]]:
    found: list[list[Token]] = [[] for _ in range(len(doc))]
    heads = doc.to_array(HEAD).astype("int64").tolist()
    for token, away in zip(doc, heads, strict=True):
        if away:
            found[token.i + away].append(token)
    return [tuple(children) for children in found]
