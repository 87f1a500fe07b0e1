"""The API's pages for people who may write: they open, under the content policy."""

import re
from typing import Any

import pytest

from tests.api.writers import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_the_pages_open_for_those_who_may_write(
    act: Any, say: Any, official: Any, article: Any, role: str
) -> None:
    client = client_of(role)
    paths = ["actions/", "statements/", "officials/", "articles/", "evidence/"]
    paths += ["crises/", "countries/", "tombstones/", "imports/"]
    row = act()
    paths += [
        f"actions/{row.public_id}/",
        f"statements/{say().public_id}/",
        f"officials/{official.public_id}/",
        f"articles/{article.pk}/",
        f"evidence/{row.evidence.get().pk}/",
        "crises/kabul-2021/",
        "countries/IT/",
    ]
    for path in paths:
        page = client.get(f"/api/v1/{path}", headers={"Accept": "text/html"})
        assert page.status_code == 200, path
        assert page["Content-Type"].startswith("text/html")
        html = page.content.decode()
        assert not re.search(r"<script>|<style| style=| on\w+=", html), path
