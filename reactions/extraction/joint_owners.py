"""Several states at once: "both suspended operations", "the embassies remain open"."""

from reactions.extraction.kinship import SUBJECTS
from reactions.extraction.passages import Passage
from reactions.extraction.references import named_states_of
from reactions.extraction.tokens import Token

PAIR = 2
RANKS = frozenset("country state nation government capital embassy mission".split())
TOGETHER = frozenset({"both", "two"})


def stands_for_both(agent: Token) -> bool:
    """ "both", "both countries", "the two governments"."""
    if agent.lower_ == "both":
        return True
    lefts = {c.lower_ for c in agent.lefts}
    return agent.lemma_.lower() in RANKS and bool(lefts & TOGETHER)


def joint_before(word: Token, passage: Passage, *, exactly: int = 0) -> tuple[str, ...]:
    """The states of the nearest coordinated subject before, in the same paragraph.

    No more and no fewer than `exactly`, where a number is said.
    """
    host = passage.discourse.host
    for subject in reversed(passage.doc[: word.i]):
        if subject.dep_ not in SUBJECTS:
            continue
        named = named_states_of(subject, passage)
        states = tuple(c for c in dict.fromkeys(named) if c != host)
        if len(states) >= PAIR:
            return states if not exactly or len(states) == exactly else ()
    return ()
