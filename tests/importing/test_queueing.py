"""Queued imports with a broker that is a list: what must not be lost or done twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reactions.extraction import batches
from reactions.importing import (
    ImportOptions,
    ImportReport,
    NoModelError,
    QueueSettings,
    queue_articles,
    queueing,
    reap,
    retry_here,
    try_again,
    work_off,
    work_off_and_carry_on,
    working,
)
from reactions.importing.work_items import LeaseLostError
from reactions.models import Action, Article, Crisis, Evidence, ImportRun, WorkItem
from tests.importing.fakes import NOON

pytestmark = pytest.mark.django_db

HOW = QueueSettings(batch=2, window=4)
MINUTE = timedelta(minutes=1)


@dataclass
class Broker:
    """Holds batches; `is_full` refuses them, `loses` forgets them."""

    batches: list[list[int]] = field(default_factory=list)
    is_full: bool = False
    loses: bool = False

    def send(self, ids) -> None:
        if self.is_full:
            raise ConnectionError("the queue is full")
        if not self.loses:
            self.batches.append(list(ids))

    def work(self, how: QueueSettings = HOW) -> None:
        """What a worker does until there is nothing to do."""
        while self.batches:
            work_off_and_carry_on(self.batches.pop(0), send=self.send, how=how)


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def queue(tmp_path: Path, extractor, broker) -> Callable[..., ImportReport]:
    extractor.act("Peru shut its mission", "PE")

    def queue_folder(**changes) -> ImportReport:
        options = ImportOptions(crisis="harbour-2024", new_crisis=True, host="HT")
        how = changes.pop("how", HOW)
        return queue_articles(
            [tmp_path], options, at=NOON, send=broker.send, how=how, **changes
        )

    return queue_folder


@pytest.fixture
def ten(write) -> None:
    for number in range(10):
        write(f"{number}.txt", f"Report {number}: Peru shut its mission.")


def states() -> list[str]:
    return list(WorkItem.objects.order_by("place").values_list("state", flat=True))


def reap_at(broker: Broker, at, how: QueueSettings = HOW) -> None:
    reap(send=broker.send, how=how, now=at)


def test_a_queued_run_ends_as_one_in_process_does(queue, broker, ten, run):
    queue()
    broker.work()
    queued = ImportRun.objects.get()
    assert (queued.state, queued.total, queued.settled) == ("finished", 10, 10)
    assert queued.counts["imported"] == 10
    assert queued.counts["actions"] == Action.objects.count() == 1
    assert Evidence.objects.count() == Article.objects.count() == 10
    assert set(states()) == {"done"}
    assert not WorkItem.objects.exclude(payload={}).exists()
    report = run()
    assert report.counts["known"] == 10


def test_no_more_than_the_window_is_on_its_way(queue, broker, ten):
    queue()
    assert [len(batch) for batch in broker.batches] == [2, 2]
    assert WorkItem.objects.sent().count() == 4


def test_progress_is_told_while_a_run_goes_on(queue, broker, ten, monkeypatch):
    monkeypatch.setattr(queueing, "SECONDS_BETWEEN", 0)
    queue()
    work_off_and_carry_on(broker.batches.pop(0), send=broker.send, how=HOW)
    goes_on = ImportRun.objects.get()
    assert (goes_on.state, goes_on.settled, goes_on.total) == ("running", 2, 10)


def test_a_batch_that_comes_twice_is_done_once(queue, broker, ten):
    queue()
    first = list(broker.batches[0])
    broker.work()
    assert work_off(first) == set()
    assert Article.objects.count() == 10


def test_two_runs_of_the_same_articles_make_no_duplicate(queue, broker, ten):
    queue()
    queue()
    broker.work()
    first, second = ImportRun.objects.order_by("pk")
    assert (first.state, second.state) == ("finished", "finished")
    assert first.counts["imported"] + second.counts["imported"] == 10
    assert first.counts["known"] + second.counts["known"] == 10
    assert Article.objects.count() == 10


def test_a_full_queue_loses_nothing(queue, broker, ten):
    broker.is_full = True
    queue()
    assert broker.batches == []
    broker.is_full = False
    reap_at(broker, timezone.now())
    broker.work()
    assert ImportRun.objects.get().counts["imported"] == 10


def test_what_the_broker_lost_is_sent_again(queue, broker, ten):
    broker.loses = True
    queue()
    broker.loses = False
    reap_at(broker, timezone.now() + 9 * MINUTE)
    assert len(broker.batches) == 0
    reap_at(broker, timezone.now() + 11 * MINUTE)
    broker.work()
    assert ImportRun.objects.get().state == "finished"


def test_the_item_of_a_worker_that_died_is_given_to_another(queue, broker, ten):
    queue()
    dead = broker.batches[0][0]
    now = timezone.now()
    WorkItem.objects.lease(dead, worker="dead", now=now, lasting=MINUTE)
    broker.work()
    assert states().count("done") == 9
    assert ImportRun.objects.get().state == "running"
    reap_at(broker, now + 2 * MINUTE)
    WorkItem.objects.update(not_before=None)
    reap_at(broker, now + 2 * MINUTE)
    broker.work()
    assert ImportRun.objects.get().counts["imported"] == 10


def test_an_article_that_kills_its_workers_is_set_aside(queue, broker, write):
    write("a.txt", "Peru shut its mission.")
    queue()
    (item,) = broker.batches.pop()
    now = timezone.now()
    for number in range(3):
        now += timedelta(hours=1)
        assert WorkItem.objects.lease(item, worker="w", now=now, lasting=MINUTE)
        reap_at(broker, now + 2 * MINUTE)
        assert WorkItem.objects.get().attempts == number + 1
    kept = WorkItem.objects.get()
    assert (kept.state, kept.reason) == (
        "set_aside",
        "the worker that read it died or hung, 3 times",
    )
    ended = ImportRun.objects.get()
    assert (ended.state, ended.counts["failed"]) == ("finished", 1)
    assert ended.errors[0]["file"].endswith("a.txt")


def test_what_breaks_the_extractor_is_tried_later_then_set_aside(
    queue, broker, write, extractor
):
    write("a.txt", "Peru shut its mission.")
    extractor.breaks_on = "Peru"
    queue()
    broker.work()
    pauses = []
    for _ in range(2):
        item = WorkItem.objects.get()
        assert (item.state, item.reason) == ("waiting", "ValueError: broken")
        pauses.append(item.not_before - timezone.now())
        assert work_off([item.pk]) == set()  # not before its pause is over
        WorkItem.objects.update(not_before=None)
        work_off([item.pk])
    assert pauses[0] < timedelta(seconds=5) < pauses[1]
    assert WorkItem.objects.get().state == "set_aside"


def test_what_was_set_aside_can_be_tried_again(queue, broker, write, extractor, run):
    write("a.txt", "Peru shut its mission.")
    extractor.breaks_on = "Peru"
    assert run().counts["failed"] == 1
    item = WorkItem.objects.set_aside().get()
    assert item.reason == "ValueError: broken"
    extractor.breaks_on = ""
    assert try_again([item.pk]) == [item.pk]
    work_off([item.pk])
    ended = ImportRun.objects.get()
    assert (ended.counts["failed"], ended.counts["imported"]) == (0, 1)
    assert ended.errors == []
    assert Article.objects.get().import_run == ended


def test_what_fails_again_is_set_aside_again_at_once(write, extractor, run):
    write("a.txt", "Peru shut its mission.")
    extractor.breaks_on = "Peru"
    run()
    item = WorkItem.objects.get()
    for _ in range(2):
        assert try_again([item.pk]) == [item.pk]
        work_off([item.pk])
        item.refresh_from_db()
        assert (item.state, item.reason) == ("set_aside", "ValueError: broken")


def test_a_retry_of_an_ended_run_that_the_broker_lost_is_sent_again(
    broker, write, extractor, run
):
    extractor.breaks_on = "Peru"
    write("a.txt", "Peru shut its mission.")
    run()
    extractor.breaks_on = ""
    item = WorkItem.objects.get()
    try_again([item.pk])
    reap_at(broker, timezone.now())
    assert broker.batches == [[item.pk]]
    broker.work()
    ended = ImportRun.objects.get()
    assert (ended.state, ended.counts["imported"]) == ("finished", 1)


def test_a_retry_where_no_worker_is_leaves_nothing_on_its_way(
    write, extractor, run, monkeypatch
):
    extractor.breaks_on = "Peru"
    for name in ("a", "b"):
        write(f"{name}.txt", f"Report {name}: Peru shut its mission.")
    run()
    ids = list(WorkItem.objects.values_list("pk", flat=True))

    def has_none(job: object) -> None:
        raise NoModelError("no such pipeline")

    monkeypatch.setattr(batches, "run_job", has_none)
    with pytest.raises(NoModelError):
        retry_here(ids)
    assert states() == ["set_aside", "set_aside"]
    monkeypatch.setattr(batches, "run_job", extractor.run_job)
    assert retry_here(ids) == ids
    assert states() == ["set_aside", "set_aside"]


def test_a_retry_that_was_killed_is_set_aside_again_by_the_next_import(
    write, extractor, run
):
    extractor.breaks_on = "Peru"
    path = write("a.txt", "Peru shut its mission.")
    run()
    item = WorkItem.objects.get()
    try_again([item.pk])
    past = timezone.now() - timedelta(hours=1)
    assert WorkItem.objects.lease(item.pk, worker="dead", now=past, lasting=MINUTE)
    path.unlink()
    run()
    assert states() == ["set_aside"]


def test_an_article_is_set_aside_once_and_forgotten_once_it_is_in(
    write, extractor, run
):
    extractor.breaks_on = "Peru"
    write("a.txt", "Peru shut its mission.")
    run()
    run()
    assert WorkItem.objects.set_aside().count() == 1
    extractor.breaks_on = ""
    run()
    assert WorkItem.objects.count() == 0


def test_a_later_version_waits_for_the_earlier_one(queue, broker, write):
    write("a.txt", "Peru shut its mission.", url="https://d.example/1")
    write("b.txt", "Peru shut its mission for good.", url="https://d.example/1")
    queue()
    first, second = WorkItem.objects.order_by("place")
    assert work_off([second.pk]) == set()
    work_off_and_carry_on([first.pk], send=broker.send, how=HOW)
    broker.work()
    older, newer = Article.objects.order_by("pk")
    assert (older.body, newer.revision_of) == ("Peru shut its mission.", older)


def test_a_worker_that_lost_its_lease_leaves_nothing(queue, broker, write, monkeypatch):
    write("a.txt", "Peru shut its mission.")
    queue()
    finish = working.finish

    def too_late(item, outcome):
        WorkItem.objects.filter(pk=item.pk).update(leased_by="another")
        finish(item, outcome)

    monkeypatch.setattr(working, "finish", too_late)
    work_off(broker.batches.pop())
    assert WorkItem.objects.get().state == "leased"
    assert not Article.objects.exists()
    assert issubclass(LeaseLostError, Exception)


def test_a_command_that_died_while_it_read_leaves_a_run_that_ends(queue, broker, ten):
    queue()
    ImportRun.objects.update(total=None)
    broker.work()
    assert ImportRun.objects.get().state == "running"
    reap_at(broker, timezone.now() + timedelta(hours=1))
    ended = ImportRun.objects.get()
    assert (ended.state, ended.counts["imported"]) == ("failed", 10)
    assert "broken off" in ended.errors[0]["reason"]


BAD_ITEMS = [
    "state = 'lost'",
    "state = 'leased'",
    "lease_until = '2024-01-01 00:00:00+00:00'",
    "state = 'done'",
    "result = 'imported'",
    "state = 'set_aside'",
]


@pytest.mark.parametrize("change", BAD_ITEMS)
def test_an_item_that_contradicts_itself_is_refused_by_the_database(
    queue, write, change
):
    write("a.txt", "Peru shut its mission.")
    queue()
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE reactions_workitem SET {change}")


def test_the_cost_of_a_batch_does_not_grow_with_the_run(
    queue, broker, write, django_assert_max_num_queries
):
    for number in range(40):
        write(f"{number}.txt", f"Report {number}.")
    queue(how=QueueSettings(batch=2, window=100))
    with django_assert_max_num_queries(60):
        work_off_and_carry_on(broker.batches.pop(0), send=broker.send, how=HOW)


def test_what_waits_makes_no_crisis_that_was_renamed_meanwhile(
    queue, broker, write, run
):
    run(write("first.txt", "Peru is quiet."))
    path = write("second.txt", "Peru shut its mission.")
    options = ImportOptions(crisis="harbour-2024")
    queue_articles([path], options, at=NOON, send=broker.send, how=HOW)
    Crisis.objects.filter(slug="harbour-2024").update(slug="port-2024")
    broker.work()
    assert not Crisis.objects.filter(slug="harbour-2024").exists()
    item = WorkItem.objects.get()
    assert "There is no crisis “harbour-2024”" in item.reason
    Crisis.objects.filter(slug="port-2024").update(slug="harbour-2024")
    WorkItem.objects.update(not_before=None)
    work_off([item.pk])
    assert Article.objects.filter(body="Peru shut its mission.").exists()
