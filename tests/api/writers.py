"""Clients signed in as each of the groups, for tests of writes."""

from typing import Any

from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

ROLES = ["viewer", "editor", "reviewer", "manager"]


def client_of(role: str) -> APIClient:
    """A client of somebody in the group; "nobody" is in none, "" not signed in."""
    client = APIClient()
    if role:
        user, _ = User.objects.get_or_create(username=f"a {role}")
        user.groups.set(Group.objects.filter(name=role))
        client.force_authenticate(User.objects.get(pk=user.pk))
    return client


def reason_of(answer: Any) -> tuple[str, str]:
    """Field and reason of the only error of a problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    (error,) = answer.json()["errors"]
    return error["field"], error["reason"]
