"""The description of the API is valid, whole, and to be had offline."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from reactions.api import filters
from reactions.api.urls import router
from reactions.exporting import SHEETS


@pytest.fixture
def description(client: APIClient, db: None) -> dict[str, Any]:
    answer = client.get(
        "/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}
    )
    return answer.json()


def test_the_description_validates_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


@pytest.mark.parametrize("name", [name for name, _, _ in router.registry])
def test_every_parameter_of_a_list_is_described(
    description: dict[str, Any], name: str
) -> None:
    (viewset,) = (each for path, each, _ in router.registry if path == name)
    listed = description["paths"][f"/api/v1/{name}/"]["get"]
    described = {each["name"]: each for each in listed["parameters"]}
    known = {"limit", "cursor", "ordering", "count", "fields"}
    known |= {"expand"} if viewset.expands else set()
    if name in SHEETS:  # to be had as a file too
        known.add("format")
    assert set(described) == known | set(viewset.filterset_class.base_filters)
    assert all(each["description"] for each in described.values())
    several = {
        each["name"] for each in described.values() if each["schema"]["type"] == "array"
    }
    assert several == set(filters.several_valued(viewset.filterset_class))


@pytest.mark.parametrize(
    "name", ["board", "board/series", "timeline", "conflicts", "coverage"]
)
def test_every_answer_about_a_crisis_is_described_as_a_file_too(
    description: dict[str, Any], name: str
) -> None:
    asked = description["paths"][f"/api/v1/crises/{{slug}}/{name}/"]["get"]
    content = asked["responses"]["200"]["content"]
    assert {"application/json", "text/csv", "application/jsonl"} <= set(content)
    (form,) = (p for p in asked["parameters"] if p["name"] == "format")
    assert {"csv", "json", "jsonl"} <= set(form["schema"]["enum"])


def test_every_address_describes_its_problems(description: dict[str, Any]) -> None:
    for path in description["paths"].values():
        for operation in path.values():
            problem = operation["responses"]["400"]["content"]
            assert list(problem) == ["application/problem+json"]
    assert description["components"]["schemas"]["Problem"]["required"]


@pytest.mark.parametrize(
    "path", ["", "actions/", "crises/kabul-2021/", "actions/?nonsense=1", "docs/"]
)
def test_a_page_keeps_to_the_content_policy(
    client: APIClient, crisis: Any, path: str
) -> None:
    page = client.get(f"/api/v1/{path}", headers={"Accept": "text/html"})
    html = page.content.decode()
    assert page["Content-Type"].startswith("text/html")
    assert not re.search(r'(src="|<link[^>]*href=")(https?:)?//', html)
    assert not re.search(r"<script>|<style| style=| on\w+=", html)


@pytest.mark.parametrize("path", ["actions/", "articles/{id}/", "crises/{slug}/board/"])
def test_fields_that_were_not_chosen_need_not_be_there(
    description: dict[str, Any], path: str
) -> None:
    schemas = description["components"]["schemas"]
    read = description["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]
    answer = read["content"]["application/json"]["schema"]
    page = schemas[answer["$ref"].rpartition("/")[2]]
    rows = page["properties"].get("results") or page["properties"].get("rows")
    row = schemas[rows["items"]["$ref"].rpartition("/")[2]] if rows else page
    assert row["properties"]
    assert "required" not in row
