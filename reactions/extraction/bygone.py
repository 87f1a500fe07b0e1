"""Whether an act is told of an earlier time that the clauses around it name.

"In 1991 soldiers took power. Norway flew its diplomats out": the second sentence is as
old as the first, though it names no day. "When the city fell in 1976", "during the 2006
war", "the evacuation of 1989": so are they.
"""

from reactions.extraction.dates import DatedSpan
from reactions.extraction.dating import Calendar
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

AT_THE_TIME = frozenset({"when", "as", "while", "after", "before", "where"})
AT_A_TIME = frozenset({"in", "during", "after", "before", "at"})
ENDING = frozenset({"until", "till"})
ABOVE = frozenset({"conj", "advcl", "ccomp", "parataxis"})
LASTING = frozenset({"since", "from"})
PAST = frozenset({"VBD", "VBN"})
YEAR_LENGTH = 4
GONE_BY = 1


def is_bygone(verb: Token, calendar: Calendar) -> bool:
    """Whether a verb in the plain past is of a time long before the text."""
    if not calendar.published_on or not _in_plain_past(verb):
        return False
    if _names_a_past_year(verb, calendar):
        return True
    if not calendar.back:
        return False
    return (
        _beside_old_clause(verb, calendar)
        or _in_old_sentence(verb, calendar)
        or _follows_old_sentence(verb, calendar)
    )


def _in_plain_past(verb: Token) -> bool:
    """ "flew", "were flown", "had flown"; not "has flown", "will fly"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.tag_ == "VBD":
        return True
    helping = {c.lower_ for c in children_of(verb) if c.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBN" and bool(helping & {"was", "were", "had"})


def _names_a_past_year(verb: Token, calendar: Calendar) -> bool:
    """ "during the 2006 war", "stayed until 1992, when its staff were flown out"."""
    if verb.dep_ in {"relcl", "advcl"} and any(c.lower_ == "when" for c in verb.lefts):
        at_the_time = verb.head
        if verb.dep_ == "advcl" and verb.i < at_the_time.i:
            return False  # "When ... left, Norway closed": a clause that opens one
        if _of_past_year(at_the_time, calendar):
            return True
        if any(
            w in ENDING and _of_past_year(n, calendar)
            for w, n in complements(at_the_time)
        ):
            return True
    return any(
        (word in AT_A_TIME and any(_is_past_year(c, calendar) for c in noun.lefts))
        or (word in ENDING and _of_past_year(noun, calendar))
        for word, noun in complements(verb)
    )


def _of_past_year(noun: Token, calendar: Calendar) -> bool:
    """ "1992", "August 1992"."""
    return any(_is_past_year(t, calendar) for t in (noun, *children_of(noun)))


def _is_past_year(token: Token, calendar: Calendar) -> bool:
    assert calendar.published_on is not None
    return (
        token.text.isdigit()
        and len(token.text) == YEAR_LENGTH
        and 1000 < int(token.text) < calendar.published_on.year - GONE_BY
    )


def _is_old(verb: Token, calendar: Calendar) -> bool:
    found = calendar.on_verb(verb, looks_ahead=False)
    return found is not None and calendar.is_history(found)


def _beside_old_clause(verb: Token, calendar: Calendar) -> bool:
    """ "In 2004 soldiers held the airport while citizens were lifted out"."""
    clause = verb
    while clause.dep_ in ABOVE and clause.head.i != clause.i:
        clause = clause.head
        if clause.tag_ in PAST and _is_old(clause, calendar):
            return True
    return any(
        c.dep_ == "advcl"
        and c.tag_ in PAST
        and any(t.lower_ in AT_THE_TIME - {"before"} for t in c.lefts)
        and _is_old(c, calendar)
        for c in children_of(verb)
    )


def _in_old_sentence(verb: Token, calendar: Calendar) -> bool:
    """ "Eighteen years ago Norway brought home", wherever the parse hung the day."""
    first = verb.sent.start
    for found, _ in calendar.back:
        words = calendar.tokens_of(found)
        if (
            words
            and words[0].i in {first, first + 1}
            and words[0].lower_ not in LASTING
        ):
            return calendar.is_history(found.coded)
    return False


def _follows_old_sentence(verb: Token, calendar: Calendar) -> bool:
    """Whether a past was opened before in the paragraph and the tale goes on in it."""
    sentence = verb.sent
    last: Token | None = None
    old = False
    for found, _ in calendar.back:
        words = calendar.tokens_of(found)
        if not words or words[0].i >= sentence.end:
            break
        if words[0].i >= sentence.start:
            return False  # it has a day of its own
        last, old = words[0], _is_long_ago(found, calendar)
    if last is None or not old or not _opens_a_past(last):
        return False
    at = last.sent.end
    while at < sentence.start:
        between = verb.doc[at].sent
        if between.root.tag_ not in PAST or _is_perfect(between.root):
            return False
        at = between.end
    return True


def _is_long_ago(found: DatedSpan, calendar: Calendar) -> bool:
    """ "Last year" opens no past: what a list tells next may be of this week."""
    assert calendar.published_on is not None
    return found.coded.on.year < calendar.published_on.year - GONE_BY


def _opens_a_past(date: Token) -> bool:
    """ "In 1991, ...", "the fall of 1991": not "has worked since 1991"."""
    before = date.doc[max(date.i - 1, 0)]
    if LASTING & {date.lower_, before.lower_}:
        return False
    clause = date
    while clause.pos_ not in {"VERB", "AUX"} and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ in {"relcl", "acl"}:
        return False
    fronted = date.i - date.sent.start <= 1
    return fronted or date.lower_ == "of" or not _is_perfect(clause)


def _is_perfect(verb: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in {"has", "have", "'ve"}
        for c in children_of(verb)
    )
