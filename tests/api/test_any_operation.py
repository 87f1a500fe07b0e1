"""Schemathesis over the whole description: whatever is sent, wherever, the answer is
one that the description names, in the form that it names; never a failure of ours."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from knox.models import AuthToken
from rest_framework.test import APIClient
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from reactions.models import Official
from tests.builders import a_user

Make = Callable[..., Any]
EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "4"))
"""Of each operation, each way; a run with many more is for a release."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
KEYS = ("id", "slug", "code")


@pytest.fixture
def keys(act: Make, say: Make, official: Official, article: Any) -> dict[str, Any]:
    """The key of a row of each list."""
    row = act()
    return {
        "actions": row.public_id,
        "statements": say(review="proposed").public_id,
        "officials": official.public_id,
        "articles": article.pk,
        "evidence": row.evidence.get().pk,
        "crises": "kabul-2021",
        "countries": "IT",
    }


@pytest.fixture
def described(client: APIClient, db: None) -> Any:
    raw = client.get("/api/v1/schema/?format=json").json()
    found = schemathesis.openapi.from_dict(raw)
    found.app = get_wsgi_application()
    return found


def try_operation(
    operation: Any, *, key: Any, headers: dict[str, str], mode: GenerationMode
) -> None:
    known = {name: key for name in KEYS if f"{{{name}}}" in operation.path}
    strategy = operation.as_strategy(generation_mode=mode)
    if key is not None and known:
        there = operation.as_strategy(generation_mode=mode, path_parameters=known)
        strategy = st.one_of(strategy, there)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    # An operation that takes nothing can be sent nothing wrong.
    with suppress(Unsatisfiable):
        ask()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("who", ["anonymous", "manager"])
def test_every_operation_keeps_to_the_description(
    described: Any, keys: dict[str, Any], who: str, mode: GenerationMode
) -> None:
    headers = {"Host": "localhost"}
    if who == "manager":
        _, token = AuthToken.objects.create(a_user("m", group="manager"))
        headers["Authorization"] = f"Token {token}"
    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()
        if who == "anonymous" and operation.method.lower() != "get":
            continue  # refused before anything is read; tests/api/test_roles.py
        name = operation.path.split("/")[3]
        try_operation(operation, key=keys.get(name), headers=headers, mode=mode)
        tried += 1
    assert tried > (20 if who == "anonymous" else 60)
