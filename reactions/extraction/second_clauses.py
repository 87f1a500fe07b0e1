"""Cut a sentence into its clauses: each word with the verb it belongs to."""

from reactions.extraction.memory import remembered
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

VERBAL = frozenset({"VERB", "AUX"})
OPENING = frozenset({"conj", "ccomp", "advcl", "relcl", "parataxis"})
"""How a verb hangs on another one when it opens a clause of its own."""


@remembered
def verb_of(token: Token) -> Token:
    """The verb whose clause a word stands in, or the sentence's head."""
    while token.head is not token:
        if token.dep_ in OPENING and token.pos_ in VERBAL and not _is_purpose(token):
            return token
        token = token.head
    return token


def _is_purpose(verb: Token) -> bool:
    """ "called its president to express regret": what for, no clause of its own."""
    return verb.dep_ == "advcl" and is_infinitive(verb)
