"""What hangs on a token."""

from reactions.extraction.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def children_of(token: Token) -> tuple[Token, ...]:
    """What hangs on the token, in the order of the text."""
    return token.children


def has_child(token: Token, dep: str) -> bool:
    """Whether something hangs on the token by this dependency."""
    return any(child.dep_ == dep for child in token.children)
