"""What stands before its reporting verb: "The embassy is open, he said".

Also "the embassy, he said, is open". Where the parse lost the verb or its subject, the
commas tell.
"""

from reactions.extraction.cue_speakers import head_of_quoting, told_by
from reactions.extraction.kinship import children_of
from reactions.extraction.paragraph_reading import (
    DASHES,
    FINITE,
    MARKS,
    Cue,
    Reading,
    Tokens,
)
from reactions.extraction.rulebook import word_list
from reactions.extraction.speaker_phrases import (
    agent_of,
    nearest_subject,
    object_of,
)
from reactions.extraction.tokens import Token

SUBORDINATE = frozenset({"advcl", "relcl", "acl", "pcomp", "csubj"})
NEXT_TO_SUBJECT = frozenset({"advmod", "aux", "auxpass", "mark", "cc"})
# A line of a list begins with its verb: "Will reopen soon, the minister said".
OPENS_LINE = frozenset({"MD", "VBD", "VBZ"})


def find_postposed(reading: Reading, cue: Cue) -> Tokens | None:
    """The embassy is open, he said; the embassy, he said, is open."""
    verb = head_of_quoting(reading, cue.at) or reading.token(cue.at)
    if verb.tag_ not in FINITE and verb.tag_ != "VBN":
        return None
    teller = _taken_for_modified(verb)
    if _takes_object(cue, verb):
        return None
    start, end = reading.sentence_of(cue.at)
    left = _left_edge(reading, verb) if teller is None else teller.left_edge.i
    told_apart = _told_apart(reading, verb, start) if teller is None else None
    left = told_apart or left
    if verb.dep_ in SUBORDINATE and not (
        teller or told_apart or _marked_far(verb, left) or _is_unlinked(verb)
    ):
        return None
    if not word_list("charges").isdisjoint(reading.words[left : verb.i]):
        return None  # "..., a charge Peru denies"
    before = reading.words[left - 1] if left > start else ""
    if before != "," and before not in MARKS and before not in DASHES:
        return None
    content = (start, left - 1)
    after = _resumed(reading, cue, end)
    if after is not None and not _is_finite_stretch(reading, content):
        return after
    told = any(
        c.dep_ in ("ccomp", "parataxis") and c.i < left for c in children_of(verb)
    )
    told = told or reading.doc[start].tag_ in OPENS_LINE
    is_main = told or verb.dep_ in ("parataxis", "ccomp", "conj", "dep")
    if not (is_main or _is_finite_stretch(reading, content)):
        return None
    return content


def _told_apart(reading: Reading, verb: Token, start: int) -> int | None:
    """..., [the embassy here] said: by the commas, where the parse has no subject or
    one from within what is told."""
    subject = nearest_subject(verb)
    if subject is not None and subject.i > verb.i:
        return None
    left = told_by(reading, verb.i, start)
    if left is None or subject is None:
        return left
    told = (start, left - 1)
    return left if subject.i < left and _is_finite_stretch(reading, told) else None


def _is_unlinked(verb: Token) -> bool:
    """concerns that ..., the minister said: a clause set off, with no "which"."""
    subject = nearest_subject(verb)
    if verb.dep_ != "relcl" or verb.tag_ not in FINITE or subject is None:
        return False
    links = {"WDT", "WP", "WP$", "WRB", "IN"}
    return not any(c.tag_ in links for c in children_of(verb) if c.i < verb.i)


def _marked_far(verb: Token, left: int) -> bool:
    """..., shot while on his way home, the ministry said: not "while it said"."""
    marks = [c.i for c in children_of(verb) if c.dep_ in ("mark", "advmod")]
    is_far = bool(marks) and min(marks) < left - 2
    return verb.dep_ == "advcl" and verb.tag_ in FINITE and is_far


def _taken_for_modified(verb: Token) -> Token | None:
    """..., the agency reported: the parser may read "an agency that is reported".

    Gives the noun. It must be a definite one or a name: "a step announced on Sunday"
    reports nothing.
    """
    noun = verb.head
    is_past = verb.tag_ == "VBN" and verb.dep_ == "acl" and noun.i == verb.i - 1
    if not is_past or agent_of(verb) is not None:
        return None
    named = noun.left_edge.lower_ in ("the", "his", "her", "its", "their")
    return noun if named or noun.tag_ == "NNP" else None


def _takes_object(cue: Cue, verb: Token) -> bool:
    if verb.i != cue.at or "addressee" in cue.verb.frames:
        return False
    return object_of(verb) is not None


def _left_edge(reading: Reading, verb: Token) -> int:
    """The first token of "he said", "the ministry also said", "said"."""
    left = verb.i
    subject = nearest_subject(verb)
    if subject is not None and subject.dep_ != "expl" and subject.i < left:
        left = subject.left_edge.i
        while any(
            c.i == left - 1 and c.dep_ == subject.dep_ for c in children_of(verb)
        ):
            left = reading.token(left - 1).left_edge.i  # "his ex-wife" in three
    before = sorted((c for c in children_of(verb) if c.i < left), key=lambda c: -c.i)
    for child in before:
        if child.dep_ in NEXT_TO_SUBJECT and child.i == left - 1:
            left = child.i
    return left


def _resumed(reading: Reading, cue: Cue, end: int) -> Tokens | None:
    """What follows "..., he said, ..." up to the end of the sentence."""
    comma = cue.at + 1
    while comma < end and comma < cue.at + 6 and reading.words[comma] != ",":
        comma += 1
    if comma >= end - 2 or reading.words[comma] != ",":
        return None
    if reading.doc[comma + 1].tag_ in ("VBG", "WP", "WDT", "WP$"):
        return None
    after = (comma + 1, end)
    return after if _is_finite_stretch(reading, after) else None


def _is_finite_stretch(reading: Reading, tokens: Tokens) -> bool:
    """Whether some finite verb in the stretch heads no adverbial clause."""
    for at in range(*tokens):
        token = reading.doc[at]
        if token.tag_ in FINITE and token.dep_ != "aux":
            head = token
        elif token.tag_ in FINITE:
            head = token.head
        else:
            continue
        if _is_main(head):
            return True
    return False


def _is_main(verb: Token) -> bool:
    for _ in range(4):
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return verb.dep_ not in SUBORDINATE
