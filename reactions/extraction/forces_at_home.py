"""Say whether forces put on alert only stand where they always do: no act abroad."""

from reactions.extraction.acts import Act
from reactions.extraction.predicates import complements

STANDBY = frozenset({"standby", "stand-by", "alert", "readiness", "ready"})


def at_home_on_alert(act: Act) -> bool:
    """ "Caracas put its troops on alert": which they are and where is not said."""
    if act.theme is None or any(
        c.dep_ in {"nummod", "amod", "compound", "nmod"} for c in act.theme.lefts
    ):
        return False
    places = [*complements(act.token), *complements(act.theme)]
    places += [p for _, n in places for p in complements(n)]
    return not any(
        n.pos_ == "PROPN" or n.lemma_.lower() not in STANDBY for _, n in places
    )
