"""Cut a sentence into its clauses: each word with the verb it belongs to."""

from reactions.extraction.memory import remembered
from reactions.extraction.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
OPENING = frozenset({"conj", "ccomp", "advcl", "relcl", "parataxis"})
"""How a verb hangs on another one when it opens a clause of its own."""


@remembered
def verb_of(token: Token) -> Token:
    """The verb whose clause a word stands in, or the sentence's head."""
    while token.head is not token:
        if token.dep_ in OPENING and token.pos_ in VERBAL:
            return token
        token = token.head
    return token
