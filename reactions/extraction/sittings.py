"""Say whose council sits: the United Nations' or a state's own."""

from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.references import named_states_of
from reactions.extraction.tokens import Token

CALLED_TOGETHER = frozenset("call convene summon chair assemble gather lead".split())
ASKING = frozenset(
    "request seek demand ask want call push press urge require appeal".split()
)


def is_own_council(council: Token, passage: Passage) -> bool:
    """ "Chad's security council", "its security council": not the UN's."""
    owners = set(named_states_of(council, passage)) - {"UN"}
    small = council.lower_ == council.text and council.dep_ in {"dobj", "nsubjpass"}
    if small and council.head.lemma_ in CALLED_TOGETHER:
        return True  # "called the security council together"
    return bool(owners) or any(c.tag_ == "PRP$" for c in council.lefts)


def of_council_before(noun: Token, passage: Passage) -> bool:
    """ "Algeria, a member of the Security Council, requested the meeting"."""
    if not (any(c.lower_ in {"the", "this"} for c in noun.lefts) or _is_asked(noun)):
        return False
    asked = _is_asked(noun)
    end = noun.sent.end if asked else noun.i  # "a Council diplomat said"
    words = noun.doc[noun.sent.start : end]
    if asked and any(t.text == "Council" and _is_bare(t, passage) for t in words):
        return True
    return any(
        t.lemma_.lower() in {"council", "assembly"}
        and (passage.mention_of[t.i].code == "UN")
        for t in words
        if t.i in passage.mention_of
    )


def _is_bare(council: Token, passage: Passage) -> bool:
    """ "the Council", "a Council diplomat": the one that needs no name."""
    named = any(
        c.i in passage.mention_of or c.dep_ == "compound" for c in council.lefts
    )
    return not named and not any(c.lower_ == "of" for c in council.rights)


def _is_asked(sitting: Token) -> bool:
    """ "wrote to the Council's president, asking for an urgent meeting"."""
    verb = sitting.head if sitting.dep_ == "dobj" else sitting.head.head
    return verb.lemma_.lower() in ASKING


def of_own_council(sitting: Token, passage: Passage) -> bool:
    """ "a meeting of its security council": no session of the United Nations'."""
    return any(
        noun.lemma_.lower() == "council" and is_own_council(noun, passage)
        for _, noun in complements(sitting)
    )
