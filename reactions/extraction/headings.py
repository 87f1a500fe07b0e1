"""Read whom a heading names: "GERMANY", "Estonia, Norway", "EMBASSY OF PERU"."""

import re
from functools import cache

from reactions.actors import ACTORS, find_actor

POST = re.compile(
    r"^(?:the )?(?:embassy|high commission|consulate(?:[ -]general)?|government|"
    r"(?:ministry|department) of foreign affairs)(?: of(?: the)?|:) |"
    r" in (?:the )?[A-Z][\w .-]+$|"
    r"(?:'s|’s)? (?:embassy|high commission|foreign ministry)$",
    re.IGNORECASE,
)


QUESTION = re.compile(
    r"(?:and |but |so )?(?:(?:what|how) about |what of |(?:what|how) (?:is|are|has|have"
    r"|did|does|will) )?(?:the )?([A-Z][\w .-]*?)(?: (?:doing|done|saying|said|do|say"
    r"|reacting|reacted|react|staying|leaving))?\?",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s*(?:,|/|\||&|\+|;|\b(?:and|AND)\b|·|–|—)\s*")


@cache
def code_of_carrier(words: str) -> str | None:
    """ "Kuwait Airways": whose airline a line stands under, if one's."""
    return _carriers().get(words.strip("* "))


@cache
def _carriers() -> dict[str, str]:
    return {name: a.code for a in ACTORS.values() for name in a.carriers}


@cache
def heading_reader() -> "HeadingCodes":
    return HeadingCodes()


class HeadingCodes:
    """Reads "GERMANY", "Estonia, Norway" or "United States / Canada" as codes."""

    def __call__(self, words: str) -> tuple[str, ...]:
        asked = QUESTION.fullmatch(words)
        words = POST.sub("", asked.group(1) if asked is not None else words)
        whole = find_actor(words)
        code = whole.code if whole is not None else code_of_carrier(words)
        if code is not None:
            return (code,)
        pieces = [p for p in SEPARATORS.split(words) if p.strip()]
        found = [find_actor(p.strip()) for p in pieces]
        if len(pieces) < 2 or any(actor is None for actor in found):
            return ()
        return tuple(dict.fromkeys(actor.code for actor in found if actor))
