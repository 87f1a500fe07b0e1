"""Acts that never came to be, or of which nobody knows: "should have closed".

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

MODALS = frozenset("should must ought may might could can would 'd".split())
OBLIGING = frozenset({"should", "must", "ought"})
HOPING = frozenset({"hope", "plan", "intend", "want", "mean", "wish"})


def is_counterfactual(verb: Token) -> bool:
    """ "should have closed", "ought to have shut": it did not, or nobody knows."""
    helping = {c.lower_ for c in children_of(verb) if c.dep_ == "aux"}
    if not helping & {"have", "'ve", "’ve"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    ought = verb.dep_ == "xcomp" and verb.head.lower_ in OBLIGING
    return ought or bool(helping & MODALS)


def is_only_asked(verb: Token) -> bool:
    """ "Asked whether it was considering closing, he said": only a question."""
    below = verb
    for above in verb.ancestors:
        asked = above.lemma_ == "ask" and below.dep_ in {"ccomp", "advcl"}
        marks = {c.lower_ for c in children_of(below) if c.dep_ == "mark"}
        if asked and marks & {"whether", "if"}:
            return not any(c.dep_ in {"nsubj", "aux"} for c in children_of(above))
        below = above
    return False


def was_to_be(verb: Token) -> bool:
    """ "which was to move": whether it still will is not said."""
    above = verb.head
    if above.lower_ == "last" and above.head.lemma_ == "be" and is_infinitive(verb):
        return above.head.tag_ not in {"VBD", "VBN"}  # "will be the last to leave"
    if above.lemma_ in HOPING:
        had = any(c.dep_ == "aux" and c.lower_ == "had" for c in children_of(above))
        if verb.dep_ == "xcomp" and had:
            return True  # "had hoped to hold out"
    if verb.dep_ == "xcomp" and above.lower_ in {"due", "supposed"}:
        return any(
            c.dep_ == "aux" and c.lower_ == "had" for c in children_of(above.head)
        )  # "had been due to close this summer"
    return (
        verb.dep_ == "xcomp"
        and is_infinitive(verb)
        and (above.lemma_, above.tag_, above.dep_) == ("be", "VBD", "relcl")
        and not any(c.dep_ == "acomp" for c in above.rights)
    )
