"""Remember what was worked out of a token, for as long as its document lives.

Frames ask the same of a verb again and again: its subjects, its objects, its mood. The
answers hang on the parse alone, which never changes.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

Answer = TypeVar("Answer")


def remembered(ask: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """The function of one token, asked once a token. Callers do not change answers."""
    key = f"{ask.__module__}.{ask.__name__}"

    @wraps(ask)
    def answer(token: Token) -> Answer:
        known, place = token.doc.user_data, token.i
        answers: dict[int, Answer] | None = known.get(key)
        if answers is None:
            answers = known[key] = {}
        if place not in answers:
            answers[place] = ask(token)
        return answers[place]

    return answer
