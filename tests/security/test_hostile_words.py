"""Words of strangers on every page: whatever an article, its metadata or a note holds
is shown as words, never as markup."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from reactions.models import Action, Article, Crisis, Official, Statement
from tests.kabul import Kabul
from tests.security.test_public_pages import addresses

HOSTILE = "<script>boo()</script><img src=x onerror=boo()>\"'><b>{{7*7}}"
RAW = ("<script>boo", "<img src=x", "<b>{{7*7}}", "<b>49")
OF_A_ROW = ("change", "history", "delete")
MODELS = ("action", "statement", "official", "article", "crisis", "evidence",
          "importrun", "country")  # fmt: skip


@pytest.fixture
def hostile(kabul: Kabul, settings) -> Kabul:
    """All that strangers and editors may write holds markup."""
    settings.PUBLISH_PROPOSED = settings.PUBLISH_BODIES = True
    words = {"note": HOSTILE}
    Article.objects.update(title=HOSTILE, publisher=HOSTILE, agency=HOSTILE)
    Crisis.objects.update(name=HOSTILE, summary=HOSTILE, host_city=HOSTILE)
    Action.objects.update(summary=HOSTILE, destination=HOSTILE, **words)
    Statement.objects.update(speaker=HOSTILE, speaker_title=HOSTILE, **words)
    Official.objects.update(name=HOSTILE, title=HOSTILE, **words)
    kabul.run.source = HOSTILE
    kabul.run.errors = [{"file": HOSTILE, "result": "refused", "reason": HOSTILE}]
    kabul.run.save()
    for row in (kabul.actions["CA"], kabul.statement, kabul.official):
        row.refresh_from_db()
        row._change_reason = HOSTILE
        row.save()
    return kabul


def desk_addresses(kabul: Kabul) -> list[str]:
    rows = {
        "action": kabul.actions["CA"],
        "statement": kabul.statement,
        "official": kabul.official,
        "article": kabul.round_up,
        "crisis": kabul.crisis,
        "evidence": kabul.actions["CA"].evidence.first(),
        "importrun": kabul.run,
        "country": kabul.crisis.host,
    }
    found = [reverse("admin:index"), reverse("queue"), "/admin/activity/"]
    found += ["/admin/conflicts/", "/admin/duplicates/", reverse("import")]
    for model in MODELS:
        found.append(reverse(f"admin:reactions_{model}_changelist"))
        found += [
            reverse(f"admin:reactions_{model}_{page}", args=[rows[model].pk])
            for page in OF_A_ROW
        ]
    return found


@pytest.mark.parametrize("door", ["public", "desk"])
def test_no_page_shows_words_as_markup(client, hostile: Kabul, door: str):
    if door == "desk":
        client.force_login(get_user_model().objects.create_superuser("ana"))
        visited = desk_addresses(hostile)
    else:
        visited = [address for _, address in addresses(hostile)]
        visited = [each for each in visited if not each.endswith("/changes/")]
        visited.append("/search/?q=%3Cscript%3Eboo()")
    shown = 0
    for address in visited:
        answer = client.get(address)
        assert answer.status_code in {200, 302, 403}, (address, answer.status_code)
        page = answer.content.decode()
        if "csv" in answer["Content-Type"]:
            continue
        shown += "&lt;script&gt;boo" in page
        for raw in RAW:
            assert raw not in page, (address, raw)
    assert shown > 8


def test_the_api_tells_words_as_data(client, hostile: Kabul):
    for name in ("actions", "statements", "officials", "articles", "crises"):
        answer = client.get(f"/api/v1/{name}/")
        assert answer["Content-Type"].startswith("application/json")
        assert answer["X-Content-Type-Options"] == "nosniff"
    feed = client.get(f"/api/v1/crises/{hostile.crisis.slug}/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert b"<script>boo" not in feed.content
