"""Remember what was worked out of a token, for as long as its document lives.

Frames ask the same of a verb again and again: its subjects, its objects, its mood. The
answers hang on the parse alone, which never changes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from reactions.extraction.tokens import Token

Answer = TypeVar("Answer")
UNASKED: Any = object()


def remembered(ask: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """The function of one token, asked once a token. Callers do not change answers."""

    @wraps(ask)
    def answer(token: Token) -> Answer:
        known: dict[object, Any] = token.answers
        found: Answer = known.get(ask, UNASKED)
        if found is UNASKED:
            found = known[ask] = ask(token)
        return found

    return answer
