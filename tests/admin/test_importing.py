"""Importing from the desk: what is refused and told, what goes in, what dies and is
started again, and who may."""

import io
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from reactions.admin import starting
from reactions.extraction import batches
from reactions.importing import storing
from reactions.models import Action, Article, Crisis, ImportRun, Upload
from tests.builders import a_crisis
from tests.importing.fakes import FakeExtractor

pytestmark = pytest.mark.django_db
PERU = b"Title: Lima\nPublished: 2024-09-01\n\nPeru shut its mission."


@pytest.fixture
def extractor(monkeypatch) -> FakeExtractor:
    fake = FakeExtractor()
    fake.act("Peru shut its mission", "PE")
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    return fake


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """The runs whose process was asked for; none is started."""
    asked: list[int] = []
    monkeypatch.setattr(starting, "start", asked.append)
    return asked


@pytest.fixture
def editor(client):
    return log_in(client, "editor")


def log_in(client, role):
    user = get_user_model().objects.create_user(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def a_file(name="lima.txt", content=PERU):
    return SimpleUploadedFile(name, content)


def hand_over(client, **given):
    values = {"crisis": a_crisis().slug, **given}
    return client.post(reverse("import"), values)


def carried_out(run):
    """What the process of the run does."""
    call_command("import_uploads", str(run.pk))
    run.refresh_from_db()
    return run


def why(response):
    form = response.context["form"]
    return " ".join(error for errors in form.errors.values() for error in errors)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Nothing to import"),
        ({"addresses": "ftp://x.example/a"}, "No web address: “ftp://x.example/a”"),
        ({"addresses": "lima"}, "No web address: “lima”"),
        ({"text": "Peru", "crisis": ""}, "Which crisis is it about?"),
        ({"text": "Peru", "crisis": "no-such"}, "Select a valid choice"),
        ({"text": "Peru", "published_on": "yesterday"}, "Enter a valid date"),
        ({"text": "Peru", "new_name": "Lima 2024"}, "Choose a crisis or name a new"),
        ({"text": "Peru", "crisis": "", "new_name": "???"}, "letters or digits"),
        ({"text": "Peru", "crisis": "", "new_name": "kabul 2021"}, "crisis of that"),
        ({"addresses": "\n".join(f"https://x.example/{n}" for n in range(201))}, "201"),
    ],
)
def test_what_cannot_be_imported_is_told_and_begins_nothing(
    client, editor, started, given, reason
):
    response = hand_over(client, **given)
    assert response.status_code == 400
    assert reason in why(response)
    assert (started, ImportRun.objects.count()) == ([], 0)


def test_too_many_and_too_large_files_are_told(client, editor, started, settings):
    many = [a_file(f"{n}.txt") for n in range(101)]
    assert "101 files: no more than 100" in why(hand_over(client, files=many))
    settings.UPLOAD_MAX_BYTES = 60
    two = [a_file("a.txt"), a_file("b.txt")]
    assert "no more than 60 at a time" in why(hand_over(client, files=two))
    settings.MAX_ARTICLE_BYTES = 10
    assert "Longer than the 10 bytes" in why(hand_over(client, text="x" * 11))
    assert started == []


def test_two_files_of_one_name_are_told(client, editor, started):
    response = hand_over(client, files=[a_file(), a_file()])
    assert "Two of the files are called lima.txt." in why(response)


def test_good_files_go_in_and_bad_ones_are_in_the_report(
    client, editor, started, extractor
):
    files = [a_file(), a_file("x.docx", b"PK"), a_file("empty.txt", b"")]
    response = hand_over(client, files=files)
    run = ImportRun.objects.get()
    assert response.url == reverse("admin:reactions_importrun_change", args=[run.pk])
    assert (started, run.state, run.total) == ([run.pk], "running", None)
    carried_out(run)
    assert run.state == "finished"
    assert run.started_by == editor
    assert {each["file"]: each["reason"] for each in run.errors} == {
        "x.docx": "no reader for .docx",
        "empty.txt": "the file is empty",
    }
    article = Article.objects.get()
    assert (article.title, article.import_run) == ("Lima", run)
    assert not Upload.objects.exists()
    page = client.get(response.url)
    assert "no reader for .docx" in page.content.decode()
    assert f"{reverse('queue')}?run={run.pk}" in page.content.decode()
    row = client.get(reverse("queue"), {"run": run.pk}).context["row"]
    assert row == Action.objects.get()


def test_a_pasted_text_is_an_article_with_what_was_said_of_it(
    client, editor, started, extractor
):
    hand_over(
        client,
        text="Published: never\n\nPeru shut its mission.",
        title="Lima = closed",
        publisher="The Courier",
        published_on="2024-09-01",
        url="https://courier.example/lima",
    )
    carried_out(ImportRun.objects.get())
    article = Article.objects.get()
    assert (article.title, article.publisher) == ("Lima = closed", "The Courier")
    assert article.published_on == date(2024, 9, 1)
    assert article.url == "https://courier.example/lima"


def test_an_address_is_read_as_the_command_reads_it(client, editor, started, extractor):
    hand_over(client, addresses="http://127.0.0.1:9/a\n\nhttp://127.0.0.1:9/a")
    run = carried_out(ImportRun.objects.get())
    assert [each["file"] for each in run.errors] == ["http://127.0.0.1:9/a"]
    assert "no public address" in run.errors[0]["reason"]


def test_a_manifest_describes_the_files_beside_it(client, editor, started, extractor):
    manifest = b"file,title,published_on\nlima.txt,From the manifest,2024-09-02\n"
    files = [
        a_file(content=b"Peru shut its mission."),
        a_file("manifest.csv", manifest),
    ]
    hand_over(client, files=files)
    carried_out(ImportRun.objects.get())
    assert Article.objects.get().title == "From the manifest"


def test_a_new_crisis_is_made_with_its_first_articles(client, editor, started):
    new = {"new_name": "Lima 2024", "new_host": "PE", "new_city": "Lima"}
    hand_over(client, text="Peru", crisis="", new_day="2024-09-01", **new)
    crisis = Crisis.objects.get(slug="lima-2024")
    assert (crisis.host_id, crisis.host_city) == ("PE", "Lima")
    assert ImportRun.objects.get().settings["crisis"] == "lima-2024"


def test_a_viewer_is_neither_shown_nor_let_in(client, started):
    log_in(client, "viewer")
    assert client.get(reverse("import")).status_code == 403
    assert hand_over(client, text="Peru").status_code == 403
    run = ImportRun.objects.create(
        started_at=timezone.now(), finished_at=timezone.now(), state="failed"
    )
    again = reverse("import_again", args=[run.pk])
    assert client.post(again).status_code == 403
    front = client.get(reverse("admin:index")).content.decode()
    assert reverse("import") not in front
    assert started == []


def test_no_more_than_two_imports_are_under_way(client, editor, started):
    hand_over(client, text="one")
    hand_over(client, text="two")
    response = hand_over(client, text="three")
    assert "2 imports are under way" in why(response)
    assert response.context["form"]["text"].value() == "three"
    assert len(started) == 2


def test_a_process_that_dies_is_told_and_what_it_had_is_started_again(
    client, editor, started, extractor
):
    hand_over(client, files=[a_file()])
    run = ImportRun.objects.get()
    process = killed()
    starting.end_with(process, run.pk, io.BytesIO())
    run.refresh_from_db()
    assert run.state == "failed"
    assert "killed by signal 9" in run.errors[0]["reason"]
    page = client.get(reverse("admin:reactions_importrun_change", args=[run.pk]))
    assert "Start it again" in page.content.decode()
    client.post(reverse("import_again", args=[run.pk]))
    after = ImportRun.objects.exclude(pk=run.pk).get()
    assert started == [run.pk, after.pk]
    assert carried_out(after).state == "finished"
    assert Article.objects.count() == 1
    client.post(reverse("import_again", args=[run.pk]))
    assert ImportRun.objects.count() == 2


def killed():
    code = "import os; os.kill(os.getpid(), 9)"
    return subprocess.Popen([sys.executable, "-c", code])


def test_a_process_that_complains_is_quoted(client, editor, started):
    hand_over(client, text="Peru")
    run = ImportRun.objects.get()
    process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(2)"])
    starting.end_with(process, run.pk, io.BytesIO(b"no such model\n"))
    run.refresh_from_db()
    told = "its process ended with status 2: no such model"
    assert run.errors[0]["reason"] == told


def test_a_process_that_cannot_be_started_is_told(client, editor, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    run = ImportRun.objects.create(started_at=timezone.now())
    starting._start(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "could not be started" in run.errors[0]["reason"]


def test_a_run_of_which_nothing_is_heard_says_so_to_who_looks(client, editor):
    long_ago = timezone.now() - timedelta(minutes=20)
    run = ImportRun.objects.create(started_at=long_ago, progress_at=long_ago)
    page = client.get(reverse("admin:reactions_importrun_change", args=[run.pk]))
    assert "broken off without a word" in page.content.decode()
    assert "Refresh" not in page


def test_an_error_of_the_reading_is_in_the_record(
    client, editor, started, extractor, monkeypatch
):
    hand_over(client, text="Peru shut its mission.")
    run = ImportRun.objects.get()

    def breaks(*args, **kwargs):
        raise OSError("no room on the disk")

    monkeypatch.setattr("reactions.importing.running.read_inputs", breaks)
    with pytest.raises(CommandError, match="no room on the disk"):
        call_command("import_uploads", str(run.pk))
    run.refresh_from_db()
    assert run.state == "failed"
    assert "no room on the disk" in run.errors[0]["reason"]
    assert run.uploads.count() == 1


def test_a_run_that_has_ended_is_not_carried_out(client, editor, started, extractor):
    hand_over(client, text="Peru")
    run = carried_out(ImportRun.objects.get())
    with pytest.raises(CommandError, match=f"No run {run.pk} is under way"):
        call_command("import_uploads", str(run.pk))


@pytest.mark.parametrize("name", ["", "..", "../a.txt", "a/b.txt"])
def test_no_upload_has_a_path_for_a_name(client, editor, started, name):
    hand_over(client, text="Peru")
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE reactions_upload SET name = %s", [name])
