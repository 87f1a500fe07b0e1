"""Set phrases: a verb with the object or complement that gives it its meaning.

"Come to a standstill", "take up quarters", "cut the ribbon": rows of
`tables/phrases.toml`, each a condition that frames may name.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.rulebook import BadTable, read_table

BESIDE = frozenset({"acomp", "oprd", "advmod", "attr", "xcomp", "ccomp", "prt"})
OBJECTS = frozenset({"dobj", "nsubjpass", "obj"})


@cache
def _words_of(name: str) -> frozenset[str]:
    for row in read_table("phrases")["phrase"]:
        if row["name"] == name:
            return frozenset(row["words"])
    raise BadTable(f"tables/phrases.toml has no phrase {name!r}")


def has_phrase(name: str, act: Act) -> bool:
    """Whether one of the phrase's words stands by the verb of the act."""
    words = _words_of(name)
    return any(found in words for found in _beside(act))


def _beside(act: Act) -> Iterator[str]:
    verb = act.token
    for word, noun in complements(verb):
        yield f"{word} {noun.lemma_.lower()}"
    for noun in objects(verb):
        yield f"- {noun.lemma_.lower()}"
    for child in children_of(verb):
        if child.dep_ in BESIDE:
            yield f"= {child.lower_}"
            for word, noun in complements(child):
                yield f"{word} {noun.lemma_.lower()}"


@cache
def phrases() -> dict[str, Callable[[Act], bool]]:
    """The conditions of the table, by name."""
    rows = read_table("phrases")["phrase"]
    return {row["name"]: partial(has_phrase, row["name"]) for row in rows}
