"""Say whether a mission is shut or open as the calendar has it: no act of a crisis."""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import WEEKDAYS

HOLIDAYS = frozenset(
    """holiday holidays eid easter christmas ramadan diwali nowruz thanksgiving feast
    festival festivities observance stocktaking refurbishment renovation
    lunch fridays saturdays sundays weekends""".split()
)


BY_FEASTS = frozenset({"after", "before", "until", "till", "by", "since"})


def of_calendar(act: Act) -> bool:
    """ "closed on Monday, a public holiday", "closes at two": on any other day too."""
    words = {t.lower_ for t in act.token.sent}
    if (words & HOLIDAYS and not _only_dates(act.token)) or _names_a_day(act.token):
        return True
    if words & {"despite", "spite", "amid", "regardless", "notwithstanding"}:
        return False  # "open from 8 to 5 in spite of the strikes"
    if act.token.tag_ not in {"VBZ", "VBP"} or not _at_an_hour(act.token):
        return False
    return not any(t.lower_ in WEEKDAYS for t in act.token.subtree)


def _only_dates(verb: Token) -> bool:
    """ "will reopen after Easter": a date that is named by the feast."""
    return all(
        t.lower_ not in HOLIDAYS or (t.i and t.nbor(-1).lower_ in BY_FEASTS)
        for t in verb.sent
    )


def _names_a_day(verb: Token) -> bool:
    """ "for Memorial Day", "on Independence Day"."""
    return any(
        t.text in {"Day", "Friday", "Monday"}
        and t.i > t.sent.start
        and t.nbor(-1).tag_ in {"NNP", "NNPS", "POS"}
        and t.nbor(-1).lower_ in word_list("feast_days")
        and "(" not in {n.text for n in verb.doc[max(t.i - 3, 0) : t.i]}
        for t in verb.sent
    )


def _at_an_hour(verb: Token) -> bool:
    """ "opens at eight", "is open from 9 a.m. to noon"."""
    hours = {"noon", "midday", "midnight", "o'clock", "a.m.", "p.m.", "am", "pm"}
    holders = [verb, *(c for c in children_of(verb) if c.dep_ == "acomp")]
    return any(
        word in {"at", "from", "until", "between"}
        and (noun.pos_ == "NUM" or noun.lower_ in hours)
        for holder in holders
        for word, noun in complements(holder)
    )


OPENING_HOURS: dict[str, Callable[[Act], bool]] = {"of_calendar": of_calendar}
