"""API tokens: made in the admin, shown once, stored hashed, revoked by deletion."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
TOKENS = "/admin/knox/authtoken/"


@pytest.fixture
def somebody() -> User:
    return User.objects.create_user("somebody", password="x", is_staff=True)


def make(client: Client, **values: Any) -> str:
    page = client.post(f"{TOKENS}add/", values, follow=True).content.decode()
    return re.findall(r"not shown again: (\w+)", page)[0]


def status_with(token: str) -> int:
    answer = APIClient().get(
        "/api/v1/crises/", headers={"Authorization": f"Token {token}"}
    )
    return answer.status_code


def test_a_token_is_shown_once_and_stored_hashed(client: Client, somebody: User):
    client.force_login(somebody)
    token = make(client)
    (stored,) = AuthToken.objects.all()
    assert stored.user == somebody
    assert stored.expiry is None
    assert token not in (stored.digest, stored.token_key)
    assert status_with(token) == 200
    assert token not in client.get(TOKENS).content.decode()


def test_a_revoked_token_opens_nothing(client: Client, somebody: User):
    client.force_login(somebody)
    token = make(client)
    pk = AuthToken.objects.get().pk
    client.post(f"{TOKENS}{pk}/delete/", {"post": "yes"})
    assert not AuthToken.objects.exists()
    assert status_with(token) == 401


def test_an_expired_token_opens_nothing(client: Client, somebody: User):
    client.force_login(somebody)
    token = make(client, expiry_0="2021-01-01", expiry_1="12:00:00")
    assert status_with(token) == 401


def test_one_makes_and_sees_tokens_of_ones_own_only(client: Client, somebody: User):
    other = User.objects.create_user("other", is_staff=True)
    foreign, _ = AuthToken.objects.create(other)
    client.force_login(somebody)
    make(client, user=other.pk)
    assert list(AuthToken.objects.exclude(pk=foreign.pk).values_list("user")) == [
        (somebody.pk,)
    ]
    assert foreign.token_key not in client.get(TOKENS).content.decode()
    client.post(f"{TOKENS}{foreign.pk}/delete/", {"post": "yes"})
    assert AuthToken.objects.filter(pk=foreign.pk).exists()


def test_an_administrator_makes_tokens_for_others(admin_client: Client, somebody: User):
    make(admin_client, user=somebody.pk)
    assert AuthToken.objects.get().user == somebody


@pytest.mark.parametrize("token", ["\xff\xfe", "a b", "'--", "%00", "ä", ""])
def test_no_header_breaks_the_reading_of_tokens(token: str):
    answer = APIClient().get("/api/v1/crises/", HTTP_AUTHORIZATION=f"Token {token}")
    assert answer.status_code == 401
