"""When two names of a country may be one person spelt in two ways. Pure.

Names from other alphabets reach print by several roads: Mohammad Zahir, Muhammed Zaher.
What is the same here is only proposed; a person decides. The classes of letters are
those that romanisations of Arabic, Persian and Cyrillic names vary in (BGN/PCGN and
ISO 9 against press usage).
"""

from rapidfuzz.fuzz import ratio

from reactions.models.official import consonants

PARTICLES = frozenset({"al", "el", "ul", "de", "da", "di", "von", "van", "bin", "ibn"})
# Letters that spellings of one sound take for each other.
LETTERS = str.maketrans("ueywq", "oiivk")
LEAST_LIKE_NAME, LEAST_LIKE_SHORT_NAME, LEAST_LIKE_WHOLE = 72, 85, 92


def may_be_one_person(one: str, other: str) -> bool:
    """Whether two folded names (`fold_name`) may be spellings of one: the same family
    name, and given names that do not contradict each other. False for equal names."""
    if one == other:
        return False
    if _is_one_run_together(one, other):
        return True
    here, there = _parts(one), _parts(other)
    if len(here) < 2 or len(there) < 2:
        return False
    return _is_one_part(here[-1], there[-1]) and _are_given_of_one(
        here[:-1], there[:-1]
    )


def _parts(name: str) -> list[str]:
    return [part for part in name.split() if part not in PARTICLES]


def _is_one_run_together(one: str, other: str) -> bool:
    """ "Amir Abdollahian" and "Amirabdollahian": the same letters, parted otherwise."""
    if len(one.split()) == len(other.split()):
        return False
    here, there = one.replace(" ", ""), other.replace(" ", "")
    return here[:1] == there[:1] and _sounds_alike(here, there, least=LEAST_LIKE_WHOLE)


def _are_given_of_one(here: list[str], there: list[str]) -> bool:
    """Every given name of the shorter list is in the longer, in the same order."""
    short, long = sorted((here, there), key=len)
    left = iter(long)
    return all(any(_is_one_part(name, each) for each in left) for name in short)


def _is_one_part(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    # Li and Liu are two families; Maria and Mario, Petrov and Petrova two persons.
    if len(short) == 2 or one.endswith("a") is not other.endswith("a"):
        return False
    least = LEAST_LIKE_SHORT_NAME if len(short) == 3 else LEAST_LIKE_NAME
    return _sounds_alike(one, other, least=least)


def _sounds_alike(one: str, other: str, *, least: int) -> bool:
    if consonants(one) != consonants(other):
        return False
    return ratio(one.translate(LETTERS), other.translate(LETTERS)) >= least
