"""docs/api.md says what the API does: its recipes run, and it names every parameter."""

import re
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.api.urls import router

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
SERVER = "http://127.0.0.1:8000"
ASKED = re.findall(rf"^    curl '{SERVER}(.+)'$", GUIDE, flags=re.MULTILINE)
PROGRAMS = re.findall(r"^    import requests\n(?:(?:    .*)?\n)+", GUIDE, flags=re.M)


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
    (program,) = PROGRAMS
    program = re.sub("^    ", "", program, flags=re.MULTILINE)
    program = program.replace(SERVER, live_server.url).replace('"DE"', '"IT"')
    exec(compile(program, "docs/api.md", "exec"), {})
    printed = (
        "2021-08-15 embassy_closed Italy closed its embassy https://news.example/1"
    )
    assert capsys.readouterr().out == f"{printed}\n"


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
