"""docs/api.md says what the API does: its recipes run, and it names every parameter."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from reactions.api.urls import router
from reactions.models import Action
from tests.api.writers import client_of

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = "".join(
    (DOCS / name).read_text() for name in ("api.md", "api-writing.md", "api-recipes.md")
)
SERVER = "http://127.0.0.1:8000"
ASKED = re.findall(rf"^    curl '{SERVER}(.+)'$", GUIDE, flags=re.MULTILINE)
PROGRAMS = re.findall(
    r"^    import (?:requests|pandas as pd)\n(?:(?:    .*)?\n)+", GUIDE, flags=re.M
)
WRITES = re.findall(r"^    (curl -X POST(?:.*\\\n)*.*)$", GUIDE, flags=re.MULTILINE)


@pytest.mark.parametrize("url", ASKED)
def test_a_recipe_for_curl_is_answered(client: APIClient, act: Any, url: str) -> None:
    act()
    answer = client.get(url)
    assert answer.status_code == 200, answer.json()


@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_python_runs(
    live_server: Any, act: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    act(country="IT")
    run(PROGRAMS[0].replace('"DE"', '"IT"'), live_server)
    printed = (
        "2021-08-15 embassy_closed Italy closed its embassy https://news.example/1"
    )
    assert capsys.readouterr().out == f"{printed}\n"


def run(program: str, server: Any) -> None:
    program = re.sub("^    ", "", program, flags=re.MULTILINE)
    exec(compile(program.replace(SERVER, server.url), "docs", "exec"), {})


@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_a_mirror_runs(
    live_server: Any, act: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    into, merged = act(), act(country="NO")
    act(country="NO", review="proposed")
    Action.objects.filter(pk=merged.pk).update(merged_into=into)
    run(PROGRAMS[1], live_server)
    assert capsys.readouterr().out == "1 acts\n"


@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_pandas_runs(
    live_server: Any, act: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    act(country="IT")
    act(country="NO", type="embassy_kept")
    run(PROGRAMS[2], live_server)
    lines = capsys.readouterr().out.split()
    assert lines[:3] == ["answer", "closed", "kept"]
    assert {"IT", "NO"} <= set(lines)


def test_the_recipe_for_a_new_row_runs(article: Any) -> None:
    written = shlex.split(WRITES[0].replace("\\\n", " "))
    body = json.loads(written[written.index("-d") + 1])
    body["evidence"]["article"] = article.pk
    answer = client_of("editor").post(
        written[3].removeprefix(SERVER), body, format="json"
    )
    assert answer.status_code == 201, answer.json()


def test_the_recipe_for_sending_articles_runs(article: Any) -> None:
    written = shlex.split(WRITES[1].replace("\\\n", " "))
    pairs = [
        each.split("=", 1)
        for flag, each in zip(written, written[1:], strict=False)
        if flag == "-F"
    ]
    form: dict[str, Any] = dict(pairs)
    story = b"Italy closed its embassy in Kabul on Sunday."
    form["files"] = SimpleUploadedFile(form["files"].removeprefix("@"), story)
    answer = client_of("editor").post(
        written[3].removeprefix(SERVER), form, format="multipart"
    )
    assert answer.status_code == 201, answer.json()
    assert answer.json()["counts"]["imported"] == 1


def test_the_guide_names_every_filter_and_ordering() -> None:
    named = set(re.findall(r"`-?([a-z_]+)", GUIDE))
    for _, viewset, _ in router.registry:
        filters = {
            name.removesuffix("_to") if name.endswith("_to") else name
            for name in viewset.filterset_class.base_filters
        }
        ranges = {f"{name}_from" for name in filters if f"{name}_from" in filters}
        assert filters - {each.removesuffix("_from") for each in ranges} <= named
        assert set(viewset.orderings) <= named
