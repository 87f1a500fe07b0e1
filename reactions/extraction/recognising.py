"""Conditions of recognition and of penalties by membership: whom one treats as what.

The codebook's `recognition_granted` and `recognition_withheld`; a body that shuts a
member out of its work imposes a sanction.
"""

from collections.abc import Callable

from spacy.tokens import Token

from reactions.actors import ACTORS
from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.vocabulary import ActorKind


def as_leader(act: Act) -> bool:
    """ "welcomed him as interim president", "as the new government"."""
    holders = (act.token, *objects(act.token))
    return any(
        word == "as" and noun.lemma_.lower() in word_list("heads_of_state")
        for holder in holders
        for word, noun in complements(holder)
    )


def as_illegitimate(act: Act) -> bool:
    """ "considers it illegitimate", "declared the vote null and void"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & word_list("invalid"))


def from_bodies(act: Act) -> bool:
    """ "suspended Sudan from its activities": an organisation's own member."""
    if not act.actors or not all(
        ACTORS[code].kind is ActorKind.ORGANISATION for code in act.actors
    ):
        return False
    if act.theme is not None and "membership" in classes_of(act.theme, act.passage):
        return True
    out_of = [n for w, n in complements(act.token) if w in {"from", "out of"}]
    return any(_is_body(noun) for noun in out_of)


def of_those_in_power(act: Act) -> bool:
    """ "no recognition", of the council or of nobody else that is named."""
    if act.theme is None:
        return False
    named = [n for w, n in complements(act.theme) if w in {"of", "for", "from"}]
    powers = {"government", "host_power", "power"}
    return all(
        classes_of(n, act.passage) & powers or n.i in act.passage.insurgent
        for n in named
    )


def too_early(act: Act) -> bool:
    """ "It is too early to talk about recognition", "it would be premature"."""
    early = {"early", "premature", "soon"}
    return any(
        word.lower_ in early
        for above in act.token.ancestors
        for word in (above, *children_of(above))
    )


def for_the_powerful(act: Act) -> bool:
    """ "stopped issuing visas to officials": a penalty, no rule for travellers."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    return any(
        word in {"for", "of", "to", "from"}
        and noun.lemma_.lower() in word_list("the_powerful")
        for holder in holders
        for word, noun in complements(holder)
    )


def _is_body(noun: Token) -> bool:
    return noun.lemma_.lower() in word_list("membership")


def takes_part(act: Act) -> bool:
    """ "aligned itself with the sanctions", "followed the EU in its sanctions"."""
    if act.token.lemma_ == "fall":
        return any(c.lower_ == "line" for c in act.token.subtree)
    return True


RECOGNISING: dict[str, Callable[[Act], bool]] = {
    "as_leader": as_leader,
    "as_illegitimate": as_illegitimate,
    "from_bodies": from_bodies,
    "takes_part": takes_part,
    "too_early": too_early,
    "for_the_powerful": for_the_powerful,
    "of_those_in_power": of_those_in_power,
}
