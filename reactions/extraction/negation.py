"""Whether a verb is negated: by its own "not", by a subject or an object that is none.

Pure grammar over spaCy's dependencies.
"""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})


AUXILIARIES = frozenset({"aux", "auxpass"})
NOBODY = frozenset({"no", "neither", "none"})


def is_negated(token: Token) -> bool:
    """By its own "not", or by a subject that is none: "neither embassy will move"."""
    for child in children_of(token):
        if child.dep_ in {"nsubj", "nsubjpass"} and (
            child.lower_ in {"none", "nobody", "neither"}
            or any(c.lower_ in NOBODY and not _is_number_ten(c) for c in _before(child))
            or _is_not_one(child)
        ):
            return True
        objects = {"attr"} if token.lemma_ == "say" else {"dobj", "attr"}
        if child.dep_ in objects and is_none(child):
            return True  # "has sent no troops"
        if child.lower_ == "longer" and any(
            c.dep_ == "neg" for c in children_of(child)
        ):
            return True
        if child.dep_ in AUXILIARIES and any(c.dep_ == "neg" for c in child.rights):
            return True  # "was not closed but ran", hung on the "was"
        if child.dep_ != "neg" and not (
            child.lower_ in NEGATIONS and child.dep_ in {"advmod", "preconj"}
        ):
            continue
        following = token.doc[child.i + 1] if child.i + 1 < len(token.doc) else child
        if following.lower_ not in {"only", "just"}:
            return True
    return False


def _is_not_one(noun: Token) -> bool:
    """ "not one member", "not a single diplomat"."""
    for word in (noun, *noun.lefts):
        for child in word.lefts:
            if child.lower_ == "not":
                return child.nbor().lower_ in {"one", "a"}
    return False


def _before(noun: Token) -> Iterator[Token]:
    """What stands with a noun: "no embassy", "neither country's embassy"."""
    for child in noun.lefts:
        yield child
        if child.dep_ == "poss":
            yield from child.lefts


def is_none(noun: Token) -> bool:
    """ "no recognition", "there was no break", "is out of the question"."""
    if noun.lower_ == "none" or any(
        c.lower_ == "no" and c.dep_ == "det" for c in children_of(noun)
    ):
        return True
    if noun.head.lemma_ != "be" or noun.dep_ != "nsubj":
        return False
    words = {t.lower_ for t in noun.head.subtree if t.i > noun.head.i}
    return "out" in words and "question" in words


def _is_number_ten(word: Token) -> bool:
    """ "a No 10 spokesman": Downing Street, not nobody."""
    return word.i + 1 < len(word.doc) and word.nbor().like_num


def is_called_false(last: Token) -> bool:
    """ "It has shut its border. False: the crossings are open": as fact checks say."""
    doc, at = last.doc, last.i + 1
    if at + 1 >= len(doc) or not doc[at].is_sent_start:
        return False
    if doc[at].lower_ == "not":
        at += 1
    verdict = doc[at].lower_ in {
        "false",
        "untrue",
        "true",
        "fake",
        "wrong",
        "incorrect",
    }
    plain = doc[at].lower_ != "true" or doc[at - 1].lower_ == "not"
    return verdict and plain and at + 1 < len(doc) and doc[at + 1].text in ".:!,;–—"


def is_any_noun(token: Token) -> bool:
    """ "no plan", "any decision" behind a "not"; "no doubt" denies nothing."""
    return any(
        c.lower_ in {"no", "any"} and c.dep_ == "det" for c in children_of(token)
    ) and (token.lower_ not in {"doubt"})
