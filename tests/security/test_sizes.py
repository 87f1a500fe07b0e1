"""What a request may carry: told before it is read, for everybody alike."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from reactions.models import ImportRun
from tests.api.writers import client_of
from tests.importing.fakes import FakeExtractor
from tracker.limits import BESIDE_FILES, BodySizeMiddleware

pytestmark = pytest.mark.django_db
SENT = "/api/v1/articles/"


@pytest.fixture
def _small(settings) -> None:
    settings.UPLOAD_MAX_BYTES = 100
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100


def file(name: str = "a.txt", size: int = 60) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/import/", SENT, "/nowhere"])
def test_a_body_that_is_too_large_is_refused_for_everybody(client, path: str):
    answer = client.post(path, {"file": file(size=BESIDE_FILES + 101)})
    assert answer.status_code == 413
    assert answer["Connection"] == "close"
    assert "UPLOAD_MAX_BYTES" in answer.json()["detail"]


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize(
    ("written", "passes"),
    [("", True), ("0", True), ("1000100", True), ("1000101", False), ("-1", False),
     ("many", False), ("9" * 50, False), ("²", False),
     ("0" * 30 + "1000100", True), ("0" * 30 + "1000101", False), ("0" * 5000, True)],
)  # fmt: skip
def test_a_length_is_believed_up_to_the_most(written: str, passes: bool):
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = written
    assert BodySizeMiddleware(lambda request: "read")(request) == "read" or not passes
    answer = BodySizeMiddleware(lambda request: None)(request)
    assert (answer is None) == passes


@pytest.mark.usefixtures("_small")
def test_the_api_takes_no_more_than_the_desk(kabul):
    body = {"crisis": "kabul-2021", "files": [file("a.txt"), file("b.txt")]}
    answer = client_of("editor").post(SENT, body, format="multipart")
    assert answer.status_code == 400
    assert "no more than 100" in answer.json()["detail"]
    assert ImportRun.objects.get() == kabul.run


def test_the_api_takes_a_hundred_files_and_no_more(kabul):
    files = [file(f"{n}.txt", 1) for n in range(101)]
    body = {"crisis": "kabul-2021", "files": files}
    answer = client_of("editor").post(SENT, body, format="multipart")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith("files")
    assert ImportRun.objects.get() == kabul.run


@pytest.mark.parametrize("name", ["a.exe", "a.docx", "a.svg", "a.py", "a", "a.zip"])
def test_a_file_of_another_kind_is_not_read(kabul, monkeypatch, name: str):
    from reactions.extraction import batches

    monkeypatch.setattr(batches, "run_job", FakeExtractor().run_job)
    body = {"crisis": "kabul-2021", "files": [file(name)]}
    answer = client_of("editor").post(SENT, body, format="multipart")
    counts = answer.json()["counts"]
    assert (counts["skipped"], counts["imported"]) == (1, 0)
    assert kabul.crisis.articles.count() == 2
