"""Say whether "the building", "its gates" are those of a mission just told of."""

from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

HOUSES = frozenset(
    "building premise compound chancery gate door headquarters office".split()
)
DETERMINED = frozenset({"the", "its", "their", "both", "own"})


def is_house_told_of(noun: Token, passage: Passage) -> bool:
    """ "Norway withdrew its embassy staff, and the building is closed"."""
    if noun.lemma_.lower() not in HOUSES:
        return False
    for word, owner in complements(noun):
        if word in {"of", "at", "to"}:
            return "mission" in classes_of(owner, passage)
    lefts = list(noun.lefts)
    posts = word_list("posts")
    if any(c.dep_ in {"compound", "poss", "amod", "nmod"} for c in lefts):
        owned = [c for c in lefts if c.lower_ not in DETERMINED]
        return all(c.lemma_.lower() in posts for c in owned) and bool(
            owned or _told_before(noun, posts)
        )
    if not any(c.lower_ in DETERMINED for c in lefts):
        return False
    return bool(_told_before(noun, posts)) or (
        noun.is_sent_start is False
        and noun.i - noun.sent.start <= 1
        and passage.discourse.of_mission
    )


def _told_before(noun: Token, posts: frozenset[str]) -> list[Token]:
    before = noun.doc[noun.sent.start : noun.i]
    return [t for t in before if t.lemma_.lower() in posts]


def are_doors_of_mission(doors: Token, passage: Passage) -> bool:
    """ "the embassy's doors", "the gates of the embassy", an envoy's "our doors"."""
    owners = [c for c in doors.lefts if c.dep_ in {"poss", "compound"}]
    owners += [n for w, n in complements(doors) if w in {"of", "at"}]
    if any(c.lower_ == "our" for c in owners):
        return passage.in_missions_words(doors)
    return any("mission" in classes_of(c, passage) for c in owners)
