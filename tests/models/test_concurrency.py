"""Two transactions at once on PostgreSQL: neither can do half of what is forbidden.

SQLite has one writer at a time; there the question does not come up.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
from django.db import connection

from reactions.models import Action, Article, Evidence
from tests.builders import a_user, an_action, an_article, prove

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ACCEPT = (
    "UPDATE reactions_action SET review = 'accepted', decided_at = now(),"
    " decided_by_id = (SELECT min(id) FROM auth_user) WHERE id = {action}"
)
DELETE = "DELETE FROM reactions_evidence WHERE id = {piece}"
CHANGE_BODY = "UPDATE reactions_article SET body = 'Nothing' WHERE id = {article}"
QUOTE = (
    'INSERT INTO reactions_evidence (article_id, start, "end", quote, action_id,'
    " claim_key, rule, extractor_version, preferred, created_at)"
    " VALUES ({article}, 0, 6, 'France', {action}, 'k', '', '', false, now())"
)


@pytest.fixture
def sessions() -> Iterator[tuple[Any, Any]]:
    """Two connections of their own, beside the one of the test."""
    parameters = connection.get_connection_params()
    names = ["host", "port", "user", "password", "dbname"]
    chosen = {name: parameters[name] for name in names if name in parameters}
    first, second = psycopg2.connect(**chosen), psycopg2.connect(**chosen)
    yield first, second
    first.close()
    second.close()


def wait_for_a_lock() -> None:
    """Until some session waits for another; the test fails if none ever does."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("the second transaction did not wait for the first")


def run_across(sessions: tuple[Any, Any], *, first: str, second: str) -> None:
    """`first`, then `second` before the first has committed, then both commit.

    Raises what the second is refused with.
    """

    def run_second() -> None:
        with sessions[1], sessions[1].cursor() as cursor:
            cursor.execute(second)

    with ThreadPoolExecutor(1) as pool:
        with sessions[0], sessions[0].cursor() as cursor:
            cursor.execute(first)
            waiting = pool.submit(run_second)
            wait_for_a_lock()
        waiting.result(timeout=20)


def test_a_row_is_not_accepted_while_its_last_piece_goes(
    sessions: tuple[Any, Any],
) -> None:
    a_user()
    action = an_action()
    piece = action.evidence.get()
    with pytest.raises(psycopg2.IntegrityError, match="without evidence"):
        run_across(
            sessions,
            first=DELETE.format(piece=piece.pk),
            second=ACCEPT.format(action=action.pk),
        )
    assert Action.objects.get().review == "proposed"


def test_the_last_piece_does_not_go_while_its_row_is_accepted(
    sessions: tuple[Any, Any],
) -> None:
    a_user()
    action = an_action()
    piece = action.evidence.get()
    with pytest.raises(psycopg2.IntegrityError, match="keeps its last piece"):
        run_across(
            sessions,
            first=ACCEPT.format(action=action.pk),
            second=DELETE.format(piece=piece.pk),
        )
    assert Evidence.objects.exists()


def test_the_last_two_pieces_do_not_go_at_once(sessions: tuple[Any, Any]) -> None:
    a_user()
    action = an_action()
    first, second = action.evidence.get(), prove(action, quote="France")
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT.format(action=action.pk))
    with pytest.raises(psycopg2.IntegrityError, match="keeps its last piece"):
        run_across(
            sessions,
            first=DELETE.format(piece=first.pk),
            second=DELETE.format(piece=second.pk),
        )
    assert Evidence.objects.count() == 1


def test_a_body_does_not_change_while_it_is_being_quoted(
    sessions: tuple[Any, Any],
) -> None:
    keys = {"article": an_article().pk, "action": an_action(quote="").pk}
    with pytest.raises(psycopg2.IntegrityError, match="never changes"):
        run_across(
            sessions,
            first=QUOTE.format(**keys),
            second=CHANGE_BODY.format(**keys),
        )
    assert Article.objects.get().body.startswith("France")


def test_a_body_is_not_quoted_while_it_changes(sessions: tuple[Any, Any]) -> None:
    keys = {"article": an_article().pk, "action": an_action(quote="").pk}
    with pytest.raises(psycopg2.IntegrityError, match="quote is not body"):
        run_across(
            sessions,
            first=CHANGE_BODY.format(**keys),
            second=QUOTE.format(**keys),
        )
    assert not Evidence.objects.exists()


def test_two_halves_of_a_ring_are_not_closed_at_once(
    sessions: tuple[Any, Any],
) -> None:
    one, other = an_action(), an_action("embassy_moved")
    link = "UPDATE reactions_action SET fulfils_id = {to} WHERE id = {row}"
    with pytest.raises((psycopg2.IntegrityError, psycopg2.OperationalError)):
        run_across(
            sessions,
            first=link.format(to=other.pk, row=one.pk),
            second=link.format(to=one.pk, row=other.pk),
        )
    assert Action.objects.filter(fulfils__isnull=False).count() == 1
