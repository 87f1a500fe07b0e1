"""Every public page, by every verb, for every role; and what their headers forbid."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from reactions.pages.urls import urlpatterns
from tests.kabul import Kabul

ROLES = ["nobody", "stranger", "viewer", "editor", "reviewer", "manager"]
WRITES = ["post", "put", "patch", "delete"]
NOT_THERE = {"article-changes"}
"""The article has one version only."""


def addresses(kabul: Kabul) -> Iterator[tuple[str, str]]:
    rows = {
        "article": kabul.round_up,
        "article-changes": kabul.round_up,
        "action": kabul.actions["NL"],
        "statement": kabul.statement,
        "official": kabul.official,
    }
    for pattern in urlpatterns:
        given: dict[str, Any] = {
            "slug": kabul.crisis.slug,
            "code": "CA",
            "pk": getattr(rows.get(pattern.name), "pk", 0),
        }
        wanted = {name: given[name] for name in pattern.pattern.converters}
        yield pattern.name, reverse(pattern.name, kwargs=wanted)


def state() -> list[Any]:
    models = apps.get_app_config("reactions").get_models()
    return [sorted(model._default_manager.values_list(), key=str) for model in models]


@pytest.fixture(params=ROLES)
def role(request, client, kabul) -> str:
    if request.param != "nobody":
        user = get_user_model().objects.create_user(request.param)
        if request.param != "stranger":
            user.groups.add(Group.objects.get(name=request.param))
        client.force_login(user)
    return request.param


def test_no_verb_changes_anything_for_anybody(client, kabul: Kabul, role: str):
    before = state()
    wrong = []
    for name, address in addresses(kabul):
        for verb in WRITES:
            status = getattr(client, verb)(address, {"name": "x"}).status_code
            if status not in {403, 404, 405}:
                wrong.append((name, verb, status))
    assert wrong == []
    assert state() == before


def test_every_page_opens_or_hides_alike(client, kabul: Kabul, role: str):
    """Nothing is published here: rows that wait are there for the desk alone."""
    reads = role in ROLES[2:]
    found = {
        name: client.get(address).status_code for name, address in addresses(kabul)
    }
    assert set(found.values()) <= {200, 404}, found
    hidden = {name for name, status in found.items() if status == 404}
    waiting = {"action", "official"}
    assert hidden == NOT_THERE | (set() if reads else waiting)


def test_every_page_has_its_guards(client, kabul: Kabul):
    for name, address in addresses(kabul):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "object-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert ("X-Frame-Options" in answer) == (not name.endswith("-embed")), name


def test_no_page_has_a_script_or_style_of_its_own(client, kabul: Kabul, settings):
    settings.PUBLISH_PROPOSED = settings.PUBLISH_BODIES = True
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|\son\w+=|javascript:",
        re.IGNORECASE,
    )
    for name, address in addresses(kabul):
        answer = client.get(address)
        if answer["Content-Type"].startswith("text/html"):
            assert not inline.search(answer.content.decode()), name


def test_who_asks_by_another_name_is_refused_and_told(client, settings, caplog):
    """The page about it must not ask for the name again."""
    settings.ALLOWED_HOSTS = ["tracker.example.org"]
    answer = client.get("/method/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"Error 400" in answer.content
    assert "elsewhere.example" in caplog.text
