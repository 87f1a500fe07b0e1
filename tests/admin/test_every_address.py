"""Every address of the desk and every verb on it, for each role and for nobody: what a
role may not do is neither shown nor possible.

The addresses are taken from the site itself; one that the table lacks fails the test.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse

from reactions.admin import starting
from reactions.models import (
    MergeProposal,
    Official,
    Webhook,
    WebhookDelivery,
    WorkItem,
)
from tests.admin.address_table import (
    BULK,
    EVERYWHERE,
    EXCEPTIONS,
    OF_A_MODEL,
    RANK,
    REVIEWED,
    ROLES,
)
from tests.admin.desk_rows import (
    CURATING,
    broken_run,
    decided,
    halved,
    merged,
    own_filter,
    own_token,
    twins,
)
from tests.admin.watching import Watch, state
from tests.kabul import NOW


def patterns(under: str = "admin/") -> Iterator[URLPattern]:
    def walk(resolver: Any, prefix: str) -> Iterator[URLPattern]:
        for each in resolver.url_patterns:
            route = prefix + str(each.pattern).lstrip("^")
            if isinstance(each, URLPattern):
                if route.startswith(under) and each.name:
                    yield each
            else:
                yield from walk(each, route)

    yield from walk(get_resolver(), "")


OURS = {
    model._meta.model_name for model in apps.get_app_config("reactions").get_models()
}


def parted(name: str) -> tuple[str, str]:
    """`reactions_action_change` as model and page; "" for what is of no model."""
    rest = name.removeprefix("reactions_")
    model, _, page = rest.partition("_")
    return (model, page) if name != rest and model in OURS else ("", name)


def names() -> list[str]:
    return sorted({pattern.name for pattern in patterns()})


def expected(name: str) -> tuple[str | None, str | None]:
    model, page = parted(name)
    if not model:
        return EVERYWHERE[page]
    return EXCEPTIONS.get((model, page), OF_A_MODEL.get(page, ("missing", "missing")))


def is_of_other_apps(name: str) -> bool:
    """Accounts, tokens and locks are the superusers' alone."""
    return name.startswith(("auth_", "axes_", "authtoken_"))


@pytest.fixture
def desk(kabul, monkeypatch) -> dict[str, Any]:
    """A row of each model, and all that addresses ask for."""
    monkeypatch.setattr(starting, "start", lambda run: None)
    twin = Official.objects.create(
        country_id="CA", name="Mark Garneau", name_key="mark garneau"
    )
    item = WorkItem.objects.create(run=kabul.run, place=0, file="x.txt", text_key="1")
    pair = MergeProposal.objects.create(
        official=twin, into=kabul.official, created_at=NOW
    )
    hook = Webhook.objects.create(name="n", url="https://x.example/")
    told = WebhookDelivery.objects.create(
        webhook=hook, key="k", payload={}, made_at=NOW, not_before=NOW
    )
    rows = [hook, told, kabul.actions["NL"], kabul.round_up, kabul.crisis.host,
            kabul.crisis, kabul.actions["NL"].evidence.get(), kabul.run, kabul.official,
            kabul.statement, item, pair]  # fmt: skip
    return {row._meta.model_name: row for row in rows}


def log_in(client, role: str) -> Any:
    if role == "nobody":
        return None
    user = get_user_model().objects.create_user(username=role, is_staff=True)
    if role != "stranger":
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def address(name: str, desk: dict[str, Any], user: Any) -> str:
    model, page = parted(name)
    is_token = name.startswith("knox_")
    in_site = bool(model) or is_token or name in EVERYWHERE and f"admin:{name}" in SITE
    full = f"admin:{name}" if in_site else name
    if page in {"simple_history", "revert"}:
        row = desk[model]
        if not row.history.exists():
            row.save()
        return reverse(full, args=[row.pk, row.history.first().pk])
    if model:
        takes_row = page in {"change", "delete", "history", "decide"}
        return reverse(full, args=[desk[model].pk] if takes_row else [])
    if is_token and not name.endswith(("changelist", "add")):
        return reverse(full, args=[own_token(user).pk])
    if name in CURATING:
        return CURATING[name](desk)
    if name == "app_list":
        return reverse(full, args=["reactions"])
    if name == "view_on_site":
        return reverse(full, args=[1, 1])
    if name == "queue_add":
        return reverse(full, args=[desk["article"].pk])
    if name == "import_again":
        return reverse(full, args=[broken_run().pk])
    if name == "saved_filter_save":
        return reverse(full, args=["action"])
    if name == "saved_filter_forget":
        return reverse(full, args=[own_filter(user).pk])
    return reverse(full)


SITE = {f"admin:{p.name}" for p in admin.site.get_urls() if isinstance(p, URLPattern)}


def may(role: str, least: str | None) -> bool:
    return least is not None and RANK[role] >= RANK[least]


def test_the_table_has_every_address_and_no_other() -> None:
    found = [name for name in names() if not is_of_other_apps(name)]
    lacking = [
        name
        for name in found
        if (parted(name)[0] and "missing" in expected(name))
        or (not parted(name)[0] and name not in EVERYWHERE)
    ]
    assert lacking == []
    assert set(EVERYWHERE) <= set(found)
    assert len(found) > 60


def test_every_list_of_actions_is_in_the_table(rf, kabul) -> None:
    request = rf.get("/")
    request.user = kabul.reviewer
    found = {
        (model._meta.model_name, name)
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label == "reactions"
        for name in model_admin.get_actions(request)
    }
    offered_to_superusers = {
        (model, "delete_selected")
        for model, _ in found
        if (model, "delete_selected") not in BULK
    }
    assert found - offered_to_superusers == set(BULK)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_for_its_roles_alone(client, desk, role) -> None:
    user = log_in(client, role)
    wrong = []
    for name in names():
        if is_of_other_apps(name):
            wrong += check_foreign(client, name)
            continue
        least = expected(name)[0]
        status = client.get(address(name, desk, user)).status_code
        if least is None:
            if status == 200:
                wrong.append((name, status))
        elif (status == 200) != may(role, least) and name not in NOT_PAGES:
            wrong.append((name, status))
    assert wrong == []


# They answer with a redirect, or ask for more than an address.
NOT_PAGES = {"view_on_site", "autocomplete", "login", "password_change"}


def check_foreign(client, name: str) -> list[tuple[str, int]]:
    if not name.endswith(("changelist", "add")):
        return []
    status = client.get(reverse(f"admin:{name}")).status_code
    return [(name, status)] if status == 200 else []


def what_to_post(name: str, desk: dict[str, Any]) -> dict[str, Any]:
    """A request that would change something, as good as a browser's."""
    model, page = parted(name)
    sheet = b"public_id,version,destination\n"
    sheet += f"{desk['action'].public_id},{desk['action'].version},Doha\n".encode()
    both = [row.pk for row in twins(desk)]
    versions = {f"version-{row.pk}": row.version for row in twins(desk)}
    known = {
        "merge": {"row": both, "keep": both[0], **versions},
        "unmerge": {"row": merged(desk).pk},
        "keep_apart": {"row": both},
        "prefer": {"kind": "closed_or_kept", "of": "acts", "one": both[0],
                   "other": both[1], "prefer": both[0], "reason": "seen"},
        "undo_preference": {"reason": "no"},
        "revert": {"field": "summary", "note": "no", "version": desk[model].version
                   if page == "revert" else ""},
        "queue_act": {"verb": "skip", "at": f"action-{desk['action'].pk}"},
        "import": {"text": "Peru closed its embassy.", "crisis": "kabul-2021"},
        "saved_filter_save": {"name": "mine", "query": "q=x"},
        "delete": {"post": "yes"},
        "decide": {"verb": "reject", "note": "no"},
        "corrections": {"table": SimpleUploadedFile("c.csv", sheet)},
        "changelist": {"action": "accept_selected",
                       "_selected_action": [getattr(desk.get(model), "pk", 0)]},
    }  # fmt: skip
    return known.get(page, {"_save": "Save", "name": "changed", "summary": "changed"})


@pytest.mark.parametrize("role", ROLES)
def test_no_post_changes_anything_for_who_may_not(client, desk, role) -> None:
    user = log_in(client, role)
    wrong = []
    watch = Watch()
    for name in names():
        if is_of_other_apps(name) or name in {"logout", "login"}:
            continue
        least = expected(name)[1]
        if may(role, least):
            continue
        with watch.making_rows():
            where, values = address(name, desk, user), what_to_post(name, desk)
        with watch.asking() as asked:
            status = client.post(where, values).status_code
        if asked.has_changed:
            wrong.append((name, status))
    assert wrong == []
    assert watch.missed_nothing()


@pytest.mark.parametrize("role", ROLES)
def test_bulk_actions_are_offered_and_done_for_their_roles_alone(
    client, desk, role
) -> None:
    user = log_in(client, role)
    watch = Watch()
    pages = {model: client.get(list_of(model)).content.decode() for model in desk}
    for (model, action), least in sorted(BULK.items()):
        offered = f'<option value="{action}">' in pages[model]
        assert offered == may(role, least), (model, action)
        if offered:
            continue
        values = {
            "action": action,
            "_selected_action": [desk[model].pk],
            "confirmed": "yes",
            "post": "yes",
            "note": "no",
            "reason": "no",
            "type": "embassy_kept",
            "stance": "demand",
            "country": "DE",
            "to": getattr(user, "pk", ""),
        }
        with watch.asking() as asked:
            client.post(list_of(model), values)
        assert not asked.has_changed, (model, action)
    assert watch.missed_nothing()


def list_of(model: str) -> str:
    return reverse(f"admin:reactions_{model}_changelist")


VERBS = [
    "merge",
    "unmerge",
    "keep_apart",
    "prefer",
    "undo_preference",
    "unsplit",
    "unsplit_official",
]


@pytest.mark.parametrize("name", VERBS)
def test_a_reviewers_post_of_each_verb_changes_something(client, desk, name) -> None:
    """What the table's requests would do, were they not refused."""
    user = log_in(client, "reviewer")
    where, values = address(name, desk, user), what_to_post(name, desk)
    before = state()
    assert client.post(where, values).status_code == 302
    assert state() != before


def test_a_check_that_changes_nothing_would_see_a_change(client, desk) -> None:
    log_in(client, "manager")
    watch = Watch()
    where = reverse("admin:reactions_action_decide", args=[desk["action"].pk])
    with watch.asking() as asked:
        client.post(where, {"verb": "reject", "note": "no"})
    assert asked.has_changed
    with watch.asking() as asked:
        client.get(reverse("admin:reactions_action_changelist"))
    assert not asked.has_changed
    assert watch.missed_nothing()
    Official.objects.update(title="envoy")
    assert not watch.missed_nothing()


@pytest.mark.parametrize("role", ROLES[1:])
def test_no_link_of_the_front_or_a_list_leads_to_a_refusal(client, desk, role) -> None:
    log_in(client, role)
    pages = [reverse("admin:index")]
    if role != "stranger":
        pages += [reverse(f"admin:reactions_{model}_changelist") for model in desk]
        pages += [
            reverse(f"admin:reactions_{model}_change", args=[row.pk])
            for model, row in desk.items()
        ]
        pages += [
            reverse(f"admin:reactions_{m}_history", args=[desk[m].pk]) for m in REVIEWED
        ]
        pages += [reverse(name) for name in ("conflicts", "duplicates", "activity")]
        pages += [f"{reverse('conflicts')}?state=decided"]
        pages += [
            reverse("admin:reactions_action_change", args=[row.pk])
            for row in (merged(desk), merged(desk).merged_into, halved(desk))
        ]
        decided(desk), twins(desk)
    wrong = set()
    seen: set[str] = set()
    for page in pages:
        told = client.get(page)
        if told.status_code == 403:
            # Which pages those are, the table says.
            continue
        text = told.content.decode()
        for link in set(re.findall(r'href="(/admin/[^"#]*)"', text)) - seen:
            seen.add(link)
            if "logout" in link:
                continue
            status = client.get(link.replace("&amp;", "&")).status_code
            if status >= 400:
                wrong.add((page, link, status))
    assert wrong == set()
