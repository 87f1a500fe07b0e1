"""Part two clauses that a parse has made one: "Staff left today but the envoy stays".

The first verb is taken for a participle beside its subject, which then has the second
one's verb above it. Works on tags and dependencies as the parser gives them.
"""

from spacy.tokens import Doc, Token

PARTING = frozenset({"but", "and", "while"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def mend_clauses(doc: Doc) -> None:
    """Gives the first clause its verb back, and hangs the second one on it."""
    for token in doc:
        if token.tag_ == "NN" and _is_infinitive(token):
            token.tag_ = "VB"  # "offered to host talks"
        if token.lower_ in PARTING and token.dep_ in {"cc", "mark"}:
            first = _lost_verb(token)
            if first is not None:
                _part(first, token)


def _is_infinitive(noun: Token) -> bool:
    """Whether "to" helps what was taken for a noun, with an object of its own."""
    if noun.i == 0 or noun.dep_ not in {"xcomp", "advcl", "acl", "ccomp"}:
        return False
    before = noun.nbor(-1)
    return before.tag_ == "TO" and before.head.i == noun.i and before.dep_ == "aux"


def _lost_verb(parting: Token) -> Token | None:
    """The participle before "but", where the verb behind has a subject of its own."""
    subject = parting.head
    if subject.dep_ not in SUBJECTS or subject.i > parting.i:
        return None
    second = subject.head
    if second.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"}:
        return None
    between = [
        c for c in second.lefts if c.dep_ in SUBJECTS and parting.i < c.i < second.i
    ]
    lost = [
        c
        for c in subject.rights
        if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and c.i < parting.i
    ]
    if not between or len(lost) != 1 or any(c.lower_ == "by" for c in lost[0].rights):
        return None
    return lost[0]


def _part(first: Token, parting: Token) -> None:
    subject = parting.head
    second = subject.head
    above, role = second.head, second.dep_
    first.tag_ = "VBD"
    is_root = above.i == second.i
    first.head = first if is_root else above
    first.dep_ = role
    subject.head = first
    subject.dep_ = "nsubj"
    parting.head = first
    second.head = first
    second.dep_ = "conj"
