"""Say whether an act is told as of a time gone by, though no day is named.

"Which has been closed since the war began", "has on past occasions closed the border".
"""

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

REOPENING = frozenset({"reopen", "open", "resume", "restart", "return"})
MONTHS = frozenset(
    """january february march april may june july august september october november
    december""".split()
)
ERAS = frozenset(
    """revolution independence coup war rupture break split embargo genocide collapse
    uprising siege earthquake era century decade""".split()
)
"""Whatever lasts "since" these may be older than the crisis."""


def is_background(act: Act, *, posture: bool = False) -> bool:
    """ "which has been closed since the war began": nobody says when that was.

    A `posture` that lasts since the fighting broke out is of this crisis.
    """
    if _long_after(act.token) or _on_past_occasions(act.token):
        return True
    if _long_ago(act.token):
        return True
    aside = act.token.dep_ == "relcl" or _until_now(act.token)
    for word in children_of(act.token) if aside else ():
        if word.lower_ == "since" and word.dep_ in {"prep", "mark"}:
            return not (posture and _is_of_these_days(word))
    return False


def _is_of_these_days(since: Token) -> bool:
    """ "since the shelling began", "since the outbreak of fighting": no older time.

    "Since March" is asked only where March is yet to come: it was last year's.
    """
    after = [t for t in since.head.subtree if t.i > since.i]
    said = {t.lemma_.lower() for t in after}
    return said.isdisjoint(ERAS) and not any(t.lower_ in MONTHS for t in after)


def _until_now(participle: Token) -> bool:
    """ "The embassy, closed since March, has reopened": it is closed no more."""
    return participle.dep_ == "acl" and participle.head.head.lemma_ in REOPENING


def _long_ago(verb: Token) -> bool:
    """ "left months ago", "closed years earlier": nobody counts how many."""
    return any(
        c.lower_ in {"ago", "earlier", "before"}
        and any(g.lower_ in {"months", "years", "decades"} for g in c.lefts)
        and not any(t.like_num for t in c.subtree)
        for c in children_of(verb)
    )


def _long_after(verb: Token) -> bool:
    """ "reopened, eleven months after it was closed": of a time gone by."""
    after = next((c for c in children_of(verb) if c.lower_ == "after"), None)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "after":
        after = verb.head
    if after is None or after.i > verb.i:
        return False
    before = after.doc[max(after.i - 1, after.sent.start)]
    return before.lemma_ in {"month", "year", "decade"}


def _on_past_occasions(verb: Token) -> bool:
    """ "has on past occasions closed the border", "did so in the past"."""
    helping = (c for c in children_of(verb) if c.dep_ == "aux")
    return any(
        noun.lemma_ == "past"
        or (noun.lemma_ == "occasion" and any(c.lower_ == "past" for c in noun.lefts))
        for holder in (verb, *helping)
        for word, noun in complements(holder)
        if word in {"in", "on"}
    )
