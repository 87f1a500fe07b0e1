import re, pytest
from datetime import date
from django.test import Client
from django.contrib.auth.models import User
from django.utils import timezone
from reactions import reviewing
from reactions.models import *
from tests.builders import *

pytestmark = pytest.mark.django_db


def client(group):
    c = Client(raise_request_exception=False)
    if group:
        u = a_user(group, group=group, is_staff=True, email="secret@mail.example")
        c.force_login(u)
    return c


def test_probe():
    out = []
    reviewer = a_user("rev", group="reviewer", is_staff=True)
    act = an_action()
    sta = a_statement()
    off = an_official()
    acc = an_action("embassy_moved", country="DE", quote="France closed")
    # editor amends, then reviewer accepts
    reviewing.accept(acc, by=reviewer, at=timezone.now())
    h_old = acc.history.order_by("history_id").first()
    run_ = ImportRun.objects.create(
        started_at=NOON, source="x", settings={}, counts={}, errors=[]
    )
    ev = act.evidence.get()
    rows = {
        "action": act.pk,
        "statement": sta.pk,
        "official": off.pk,
        "article": ev.article_id,
        "evidence": ev.pk,
        "country": "FR",
        "crisis": a_crisis().pk,
        "importrun": run_.pk,
    }
    for group in ["", "viewer", "editor", "reviewer", "manager"]:
        c = client(group)
        for m, pk in rows.items():
            base = f"/admin/reactions/{m}/"
            for path in [
                base,
                base + "?q=x%00y",
                base + "?q=" + "a" * 5000,
                base + "add/",
                f"{base}{pk}/change/",
                f"{base}{pk}/history/",
                f"{base}{pk}/delete/",
                base + "export/",
                base + "?review__exact=zzz",
                base + "?country__code__exact=ZZ&p=99999999999999999999",
                base + "abc/change/",
                base + "99999999999999999999999999/change/",
                base + "?_facets=1",
                base + "?o=9.-9.x",
                base + "?date=zz&known_on__year=99999",
            ]:
                r = c.get(path)
                if r.status_code >= 500 or (not group and r.status_code != 302):
                    out.append((group, "GET", path[:80], r.status_code))
                elif group == "viewer":
                    print(group, path[:60], r.status_code)
                if b"secret@mail" in r.content:
                    out.append((group, "MAIL", path))
            for path in [
                base + "add/",
                f"{base}{pk}/change/",
                f"{base}{pk}/delete/",
                base + "export/",
                f"{base}{pk}/decide/",
                f"{base}abc/decide/",
                f"{base}{'9' * 30}/decide/",
            ]:
                r = c.post(path, {"verb": "accept", "note": "n", "version": "1"})
                print(group, "POST", path[:60], r.status_code)
                if r.status_code >= 500:
                    out.append((group, "POST", path, r.status_code))
        # autocomplete
        for m, f in [
            ("action", "country"),
            ("action", "crisis"),
            ("action", "assigned_to"),
            ("action", "fulfils"),
            ("statement", "official"),
            ("article", "import_run"),
            ("evidence", "article"),
        ]:
            r = c.get(
                f"/admin/autocomplete/?app_label=reactions&model_name={m}&field_name={f}&term=a"
            )
            print(group, "AC", m, f, r.status_code, r.content[:120])
        # history revert of an accepted row
        r = c.get(f"/admin/reactions/action/{acc.pk}/history/{h_old.pk}/")
        print(group, "HIST GET", r.status_code)
        r = c.post(
            f"/admin/reactions/action/{acc.pk}/history/{h_old.pk}/",
            {
                "crisis": acc.crisis_id,
                "country": "DE",
                "type": "embassy_kept",
                "stage": "done",
                "known_on": "2021-08-15",
                "priority": 0,
                "effective_on": "2021-08-15",
                "effective_on_precision": "day",
                "effective_on_basis": "relative",
                "read_version": h_old.version,
                "evidence-TOTAL_FORMS": 0,
                "evidence-INITIAL_FORMS": 0,
                "reason": "x",
            },
        )
        acc.refresh_from_db()
        print(group, "HIST POST", r.status_code, acc.type, acc.review, acc.version)
        if r.status_code >= 500:
            out.append((group, "HISTPOST", r.status_code))
        if r.status_code == 200 and group:
            print(
                re.findall(rb"errornote.*?</p>|errorlist.*?</ul>", r.content, re.S)[:3]
            )
    for o in out:
        print("BAD", o)
