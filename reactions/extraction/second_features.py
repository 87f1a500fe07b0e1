"""What the second reader looks at in a sentence: its words, and who does what in it.

Names of states, of the host and of people are put as such, so that what is learnt from
one crisis is known in the next.
"""

from collections.abc import Iterator, Sequence

from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

Feature = tuple[str, int]
"""What was seen, and the place in the paragraph of the token it was seen at."""

STEM = 6
SHORTEST_WITH_ENDING = 5
ENDINGS = ("ing", "ed", "es", "s")
SMALL = frozenset(
    """the a an of in on at to and or for its his her their from by with that this it
    as was were is are has have had be been said""".split()
)
ROLES = {"nsubj": "s", "nsubjpass": "o", "dobj": "o", "attr": "a", "agent": "s"}
BESIDE = frozenset({"acomp", "prt", "advmod", "xcomp", "oprd"})
PREDICATES = frozenset({"VERB", "AUX", "NOUN"})
START = "^"


def features_of(sentence: Sequence[Token], passage: Passage) -> Iterator[Feature]:
    """Words, stems, pairs of neighbours; predicates with the nouns they govern."""
    before = START
    for token in sentence:
        form = _form(token, passage)
        if form is None or (form == before and form.isupper()):
            continue  # a mark, or the further words of one name
        yield f"w {form}", token.i
        yield f"b {before} {form}", token.i
        if form not in SMALL:
            yield f"s {stem_of(form)}", token.i
        before = form
    for token in sentence:
        if token.pos_ in PREDICATES and token.children:
            yield from _grammar(token, passage)


def _form(token: Token, passage: Passage) -> str | None:
    """A word as it counts: names by what they name, numbers as numbers."""
    if token.is_space or token.is_punct:
        return None
    at = token.i
    mention = passage.mention_of.get(at)
    if mention is not None:
        return "HOST" if passage.discourse.host in mention.codes else "STATE"
    if at in passage.person_of:
        return "PERSON"
    if at in passage.insurgent:
        return "REBELS"
    return "#" if token.text[0].isdigit() else token.lower_


def stem_of(word: str) -> str:
    """ "evacuated" and "evacuation" are alike to six letters."""
    if len(word) > STEM:
        return word[:STEM]
    if len(word) >= SHORTEST_WITH_ENDING:
        for ending in ENDINGS:
            if word.endswith(ending):
                return word.removesuffix(ending)
    return word


def _grammar(token: Token, passage: Passage) -> Iterator[Feature]:
    lemma, at = token.lemma_.lower(), token.i
    verbal = token.pos_ != "NOUN"
    sign = "-" if any(c.dep_ == "neg" for c in token.children) else "+"
    for child in token.children:
        role = ROLES.get(child.dep_)
        if role is not None and verbal:
            for kind in _kinds(child, passage):
                yield f"g {lemma} {role} {kind}", at
                yield f"k {role} {kind} {sign}", at
        elif child.dep_ in BESIDE:
            yield f"g {lemma} {child.dep_} {child.lower_}", at
    for word, noun in complements(token):
        for kind in _kinds(noun, passage):
            yield f"g {lemma} {word} {kind}", at
            if not verbal:
                yield f"n {stem_of(lemma)} {kind}", at


def _kinds(noun: Token, passage: Passage) -> Sequence[str]:
    """What a noun names, by its classes; else the word itself."""
    classes = classes_of(noun, passage)
    return sorted(classes) or [_form(noun, passage) or noun.lemma_.lower()]
