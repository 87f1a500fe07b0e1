"""Rows that people add: what the machine missed in an article, proved by its words.

The row and its evidence are written together or not at all, as proposals; whoever may
decide accepts them afterwards, like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.models import Action, Article, Evidence, Official, Statement
from reactions.models.official import fold_name, spelling_key
from reactions.models.urgency import priority_of, rank_acts
from reactions.reviewing.errors import NoEvidence, ReviewError
from reactions.reviewing.locking import lock, require, write
from reactions.vocabulary import ActionType, ReviewState

ADDED_BY_HAND = "added by hand"


class NotInText(ReviewError):
    """The words do not stand in the article where they are said to."""


@dataclass(frozen=True, slots=True)
class Words:
    """A span of an article's body, in code points, end exclusive."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.article.body[self.start : self.end]


def words_in(article: Article, quote: str, *, near: int = 0) -> Words:
    """Where `quote` stands in the body, the place nearest to `near`.

    Line breaks and runs of blanks may differ: browsers select other ones than the text
    has. Raises NotInText when the words are not there, or are none.
    """
    wanted = quote.split()
    if not wanted:
        raise NotInText("Select the words that prove the row.")
    found = list(_places(article.body, wanted))
    if not found:
        raise NotInText(f"The article does not read “{' '.join(wanted)[:80]}”.")
    start, end = min(found, key=lambda place: abs(place[0] - near))
    return Words(article, start, end)


def add_action(
    words: Words, values: Mapping[str, Any], *, by: User, at: datetime, note: str = ""
) -> Action:
    """A proposed action with these words as its evidence, known from the article's day.

    `values` are fields of Action. Raises NotAllowed without the right to add one,
    ValidationError for values that the codebook or the table refuses.
    """
    known_on = words.article.published_on or words.article.imported_at.date()
    given = {"known_on": known_on, "summary": words.quote, **values}
    action = Action(crisis=words.article.crisis, **given)
    if "priority" not in given and action.type in set(ActionType):
        type_ = ActionType(action.type)
        action.priority = priority_of(type_, is_contradicted=False, origins=1)
    return _add(action, words, by, at, note)


def add_statement(
    words: Words, values: Mapping[str, Any], *, by: User, at: datetime, note: str = ""
) -> Statement:
    """A proposed statement whose text is these words; as `add_action`."""
    given: dict[str, Any] = {"text": words.quote, **values}
    return _add(Statement(crisis=words.article.crisis, **given), words, by, at, note)


def add_official(
    words: Words, values: Mapping[str, Any], *, by: User, at: datetime, note: str = ""
) -> Official:
    """A proposed official named by these words; as `add_action`. One whom the table
    knows by this name already gets the words as further evidence."""
    key = fold_name(values["name"])
    known = Official.objects.filter(country=values["country"], name_key=key).first()
    if known is not None:
        require(by, "change", known)
        return _prove(known, words, at)
    official = Official(
        name_key=key, spelling_key=spelling_key(values["name"]), **values
    )
    return _add(official, words, by, at, note)


def add_evidence(
    row: Any,
    words: Words,
    *,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> Evidence:
    """Further words that prove `row`, which gets a new version. Raises NotAllowed
    without the right to add evidence, NotInText for an article of another crisis,
    StaleVersion."""
    with transaction.atomic():
        held = lock(row, version=version)
        require(by, "add", Evidence())
        if getattr(held, "crisis_id", words.article.crisis_id) != (
            words.article.crisis_id
        ):
            raise NotInText("The article belongs to another crisis.", row=row)
        _prove(held, words, at)
        because = f": {note}" if note else ""
        # No "added": for four eyes that would be the row's values.
        write(held, by=by, at=at, reason=f"proved by further words{because}")
        _rank(held)
        piece: Evidence = held.evidence.order_by("pk").last()
    row.refresh_from_db()
    return piece


def withdraw_evidence(
    piece: Evidence, *, by: User, at: datetime, note: str = ""
) -> None:
    """Take a piece of evidence away. Raises NotAllowed without the right to delete
    evidence, NoEvidence where an accepted row would lose its last."""
    require(by, "delete", piece)
    with transaction.atomic():
        held = lock(getattr(piece, piece.kind))
        if held.review == ReviewState.ACCEPTED and held.evidence.count() == 1:
            raise NoEvidence("An accepted row keeps its last evidence.", row=held)
        piece.delete()
        because = f": {note}" if note else ""
        write(held, by=by, at=at, reason=f"lost words that proved it{because}")
        _rank(held)


def _add(row: Any, words: Words, by: User, at: datetime, note: str) -> Any:
    require(by, "add", row)
    row._history_user = by
    row._history_date = at
    row._change_reason = f"{ADDED_BY_HAND}: {note}" if note else ADDED_BY_HAND
    with transaction.atomic():
        row.full_clean()
        row.save()
        _prove(row, words, at)
        _rank(row)
    return row


def _rank(row: Any) -> None:
    """A witness more or less may make a contradiction."""
    if isinstance(row, Action):
        rank_acts([row.pk])
        row.refresh_from_db(fields=["priority"])


def _prove(row: Any, words: Words, at: datetime) -> Any:
    Evidence.objects.create(
        article=words.article,
        start=words.start,
        end=words.end,
        quote=words.quote,
        created_at=at,
        **{row._meta.model_name: row},
    )
    return row


def _places(body: str, wanted: list[str]) -> Any:
    """Every place where the words stand in this order with only blanks between."""
    start = body.find(wanted[0])
    while start >= 0:
        end = _end_of(body, start, wanted)
        if end:
            yield start, end
        start = body.find(wanted[0], start + 1)


def _end_of(body: str, start: int, wanted: list[str]) -> int:
    at = start
    for number, word in enumerate(wanted):
        if number:
            blank = at
            while at < len(body) and body[at].isspace():
                at += 1
            if at == blank:
                return 0
        if not body.startswith(word, at):
            return 0
        at += len(word)
    return at
