"""What answers say beside their bodies: what is left of the throttle, and to whom."""

from typing import Any

import pytest
from django.conf import settings as project
from pytest_django.fixtures import Settings
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from reactions.api.throttling import ByAccount, ByAddress

pytestmark = pytest.mark.django_db


def test_an_answer_says_what_is_left(
    client: APIClient, as_viewer: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = {"anon": "2/min", "user": "5/min"}
    for throttle in (ByAddress, ByAccount):
        monkeypatch.setattr(throttle, "THROTTLE_RATES", rates)
    left = []
    for _ in range(3):
        answer = client.get("/api/v1/crises/")
        left.append((answer.status_code, answer["RateLimit-Remaining"]))
    assert left == [(200, "1"), (200, "0"), (429, "0")]
    assert answer["RateLimit-Limit"] == "2"
    assert 0 < int(answer["RateLimit-Reset"]) <= 60
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"
    known = as_viewer.get("/api/v1/crises/")
    assert (known["RateLimit-Limit"], known["RateLimit-Remaining"]) == ("5", "4")


@pytest.mark.parametrize(("proxies", "address"), [(0, "{n}.1.1.1"), (1, "{n}.1, 5.5")])
def test_no_header_makes_another_visitor(
    client: APIClient, monkeypatch: pytest.MonkeyPatch, proxies: int, address: str
) -> None:
    """Without a proxy nothing of it is believed, with one its own word alone."""
    assert project.REST_FRAMEWORK["NUM_PROXIES"] == 0
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    monkeypatch.setattr(ByAddress, "THROTTLE_RATES", {"anon": "2/min"})
    codes = [
        client.get(
            "/api/v1/crises/", headers={"x-forwarded-for": address.format(n=n)}
        ).status_code
        for n in range(3)
    ]
    assert codes == [200, 200, 429]


def test_other_sites_are_let_in_only_where_named(
    client: APIClient, settings: Settings
) -> None:
    def allowed(origin: str) -> Any:
        answer = client.get("/api/v1/crises/", headers={"Origin": origin})
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed("https://desk.example") is None
    settings.CORS_ALLOWED_ORIGINS = ["https://desk.example"]
    assert allowed("https://desk.example") == "https://desk.example"
    assert allowed("https://other.example") is None
    page = client.get("/", headers={"Origin": "https://desk.example"})
    assert "Access-Control-Allow-Origin" not in page.headers
    asked = client.options(
        "/api/v1/actions/",
        headers={
            "Origin": "https://desk.example",
            "Access-Control-Request-Method": "PATCH",
            "Access-Control-Request-Headers": "if-match, idempotency-key",
        },
    )
    assert "if-match" in asked["Access-Control-Allow-Headers"]
