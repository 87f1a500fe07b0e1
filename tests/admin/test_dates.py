"""Days and times on the desk: one way to write them, that of the pages."""

import re

import pytest
from django.utils.formats import date_format

from reactions import reviewing
from reactions.models import ImportRun
from tests.builders import DAY, NOON

SHORT_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.? \d")


def test_a_day_and_a_time_are_written_in_full():
    assert date_format(DAY) == "15 August 2021"
    assert date_format(DAY, "SHORT_DATE_FORMAT") == "15 August 2021"
    assert date_format(NOON, "DATETIME_FORMAT") == "16 August 2021, 12:00 UTC"


@pytest.mark.parametrize(
    "page",
    [
        "/admin/",
        "/admin/queue/",
        "/admin/reactions/action/",
        "/admin/reactions/action/{action}/change/",
        "/admin/reactions/action/{action}/history/",
        "/admin/reactions/action/{action}/revert/{line}/",
        "/admin/activity/",
        "/admin/conflicts/",
        "/admin/reactions/statement/",
        "/admin/reactions/article/",
        "/admin/reactions/importrun/",
        "/admin/reactions/importrun/{run}/change/",
    ],
)
def test_no_page_of_the_desk_writes_days_in_another_way(client, kabul, page):
    action = kabul.actions["NL"]
    reviewing.accept(action, by=kabul.reviewer, at=NOON)
    run = ImportRun.objects.create(
        source="in", started_at=NOON, finished_at=NOON, state="finished"
    )
    kabul.reviewer.is_superuser = True
    kabul.reviewer.save()
    client.force_login(kabul.reviewer)
    line = action.history.latest("history_id").pk
    told = client.get(page.format(action=action.pk, run=run.pk, line=line))
    assert told.status_code == 200
    body = told.content.decode()
    assert "August 2021" in body
    assert SHORT_MONTH.findall(body) == []
