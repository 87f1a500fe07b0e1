"""Whose an official is where the title alone misleads: two offices, a borrowed one.

"The AU's chair, Ghana's President Roe" speaks for the AU; "the Minister of External
Affairs" is not India's in a text that never speaks of India.
"""

import re
from collections.abc import Sequence

from reactions.actors import ACTORS
from reactions.extraction.mentions import Mention
from reactions.extraction.people import Person
from reactions.extraction.title_owners import state_with_title
from reactions.vocabulary import ActorKind

CHAIR = re.compile(
    r"\b(chair(?:man|woman|person)?)(?:,| and) (?:[^\W\d_][\w’'-]* ){1,3}"
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Ff]oreign [Mm]inister|King|Emir) $"
)
NEAR = 80
"""No farther before a name stands the body that its bearer chairs, in code points."""


def heed_chair(person: Person, text: str, mentions: Sequence[Mention]) -> None:
    """ "said AU chair and Guinean President Jan Roe": here he speaks for the AU."""
    before = text[max(0, person.first.start - NEAR) : person.first.start]
    chair = CHAIR.search(before)
    if chair is None or person.country is None:
        return
    at = person.first.start - len(before) + chair.start()
    near = [m for m in mentions if at - NEAR <= m.start <= at and m.code]
    if near and ACTORS[near[-1].code or ""].kind is ActorKind.ORGANISATION:
        person.country, person.title = near[-1].code, chair.group(1)


def heed_story(
    person: Person, mentions: Sequence[Mention], *, actor: str | None
) -> None:
    """An office that one state mostly has, in the story of another alone."""
    usual = state_with_title(person.title)
    if not actor or usual != (person.country,) or actor == person.country:
        return
    if not any(m.code == person.country for m in mentions):
        person.country = actor
