"""What the desk did: who, when, what and why, filtered and paged by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from reactions.admin.changes import Change, changes_between
from reactions.admin.field_words import Wording, names_in, with_names
from reactions.models import Crisis
from reactions.overview import activity as desk
from reactions.reviewing.together import GROUPS

FILTERS = ("person", "verb", "crisis", "on")
KIND_WORDS = {
    "action": "Act",
    "statement": "Statement",
    "official": "Official",
    "crisis": "Crisis",
    "preference": "Conflict",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did, as the page tells it."""

    at: Any
    who: Any
    verb: str
    kind: str
    what: str
    why: str
    address: str
    changes: Sequence[Change]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    kinds = tuple(
        kind
        for kind in desk.KINDS
        if request.user.has_perm(f"reactions.view_historical{kind}")
    )
    if not kinds:
        raise PermissionDenied
    crises = list(Crisis.objects.newest_first().values_list("pk", "slug", "name"))
    asked, refused = _asked(request.GET, kinds, crises)
    after = desk.Place.read(request.GET.get("after", ""))
    found = desk.activity(asked, after=after)
    kept = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    behind = str(found.done[-1].place) if found.more else ""
    context = {
        **admin.site.each_context(request),
        "title": "Activity",
        "entries": _entries(found.done),
        "people": get_user_model().objects.filter(is_staff=True).order_by("username"),
        "verbs": [*desk.VERBS, "deleted"],
        "crises": crises,
        "asked": kept,
        "refused": refused,
        "after": after,
        "older": urlencode(kept | {"after": behind}) if behind else "",
        "newest": urlencode(kept),
    }
    return TemplateResponse(
        request, "admin/activity.html", context, status=400 if refused else 200
    )


def _asked(
    query: Mapping[str, str], kinds: tuple[str, ...], crises: Sequence[Any]
) -> tuple[desk.Asked, str]:
    """The question, and what of it is not understood."""
    refused = []
    person, verb = query.get("person", ""), query.get("verb", "")
    if person and not (person.isdecimal() and len(person) < 18):
        refused.append(f"There is no person {person!r}.")
        person = ""
    if verb and verb not in (*desk.VERBS, "deleted"):
        refused.append(f"There is no verb {verb!r}.")
        verb = ""
    slug = query.get("crisis", "")
    crisis = next((pk for pk, known, _ in crises if known == slug), None)
    if slug and crisis is None:
        refused.append(f"There is no crisis {slug!r}.")
    on = None
    if query.get("on"):
        try:
            on = date.fromisoformat(query["on"])
        except ValueError:
            refused.append(f"{query['on']!r} is no day like 2021-08-15.")
    asked = desk.Asked(
        kinds=kinds,
        person=int(person) if person else None,
        verb=verb,
        crisis=crisis,
        on=on,
    )
    return asked, " ".join(refused)


def _entries(done: Sequence[desk.Done]) -> list[Entry]:
    wordings = {
        kind: Wording(
            desk.KINDS[kind],
            [
                line
                for each in done
                if each.kind == kind
                for line in (each.line, each.before)
                if line is not None
            ],
        )
        for kind in {each.kind for each in done}
    }
    names = names_in(desk.why_of(each.line) for each in done)
    return [_entry(each, wordings[each.kind], names=names) for each in done]


def _entry(each: desk.Done, wording: Wording, *, names: Mapping[str, str]) -> Entry:
    line, model = each.line, desk.KINDS[each.kind]
    changes: Sequence[Change] = ()
    if model in GROUPS and each.before is not None:
        changes = changes_between(model, each.before, line, wording=wording)
    return Entry(
        at=line.history_date,
        who=line.history_user,
        verb=each.verb,
        kind=KIND_WORDS[each.kind],
        what=_what(each, wording),
        why=with_names(desk.why_of(line), names),
        address=_address(each),
        changes=changes,
    )


def _what(each: desk.Done, wording: Wording) -> str:
    line = each.line
    if each.kind == "action":
        told = f"{wording.says(line, 'country')}: {wording.says(line, 'type').lower()}"
        return f"{told}, {wording.says(line, 'stage').lower()}"
    if each.kind == "statement":
        said = line.text if len(line.text) < 90 else f"{line.text[:88]}…"
        return f"{line.speaker or wording.says(line, 'country')}: {said}"
    if each.kind == "preference":
        preferred, other = wording.says(line, "preferred"), wording.says(line, "other")
        return f"{preferred} before {other}"
    return str(line.name)


def _address(each: desk.Done) -> str:
    if each.kind == "preference":
        return f"{reverse('conflicts')}?state=decided"
    name = "change" if each.kind == "crisis" else "history"
    return reverse(f"admin:reactions_{each.kind}_{name}", args=[each.line.id])
