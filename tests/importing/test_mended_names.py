"""A crisis' slug or an article's address that an editor mends: claims stay known."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from reactions import reviewing
from reactions.importing import reextract
from reactions.models import Action, Article, Crisis
from tests.importing.desk_edits import with_byline
from tests.importing.fakes import NOON
from tests.importing.test_near_copies import STORY

pytestmark = pytest.mark.django_db
URL = "https://example.org/1"


def reject_all() -> None:
    boss = User.objects.create_superuser("boss")
    for row in Action.objects.all():
        reviewing.reject(row, by=boss, at=NOON)


def again() -> dict[str, int]:
    ids = Article.objects.values_list("pk", flat=True)
    counts = reextract(ids, at=NOON, source="test")
    return {name: count for name, count in counts.items() if count}


def test_a_rejected_claim_does_not_return_under_a_mended_slug(extractor, write, run):
    extractor.act("shut its mission", "PE")
    run(write("a.txt", "Peru shut its mission."))
    reject_all()
    Crisis.objects.update(slug="harbour-2025")
    assert again() == {"articles": 1}
    assert Action.objects.get().review == "rejected"


def test_a_rejected_claim_does_not_return_under_a_mended_address(extractor, write, run):
    extractor.act("shut its mission", "PE")
    extractor.act("left Haiti", "CL")
    run(write("a.txt", "Peru shut its mission.", url=URL))
    run(write("a.txt", "Peru shut its mission. Chile left Haiti.", url=URL))
    reject_all()
    Article.objects.filter(revision_of__isnull=False).update(url=f"{URL}-mended")
    assert again() == {"articles": 2}
    assert Action.objects.count() == 2


def test_a_newer_version_at_a_mended_address_is_of_the_old_chain(extractor, write, run):
    extractor.act("shut its mission", "PE")
    run(write("a.txt", "Peru shut its mission.", url=URL))
    reject_all()
    Article.objects.update(url=f"{URL}-mended")
    run(write("a.txt", "Peru shut its mission. More.", url=f"{URL}-mended"))
    assert Action.objects.get().review == "rejected"


def test_a_reprint_is_found_under_a_mended_slug(extractor, write, run):
    run(write("a.txt", STORY, date="2024-03-09"))
    Crisis.objects.update(slug="harbour-2025")
    run(write("b.txt", with_byline(STORY), date="2024-03-09"), crisis="harbour-2025")
    first, second = Article.objects.order_by("pk")
    assert second.copy_of == first


def test_a_crisis_with_a_slug_that_was_another_ones_has_its_own(extractor, write, run):
    extractor.act("shut its mission", "PE")
    path = write("a.txt", "Peru shut its mission.")
    run(path)
    Crisis.objects.update(slug="harbour-2025")
    run(path)
    assert Action.objects.count() == 2


def test_stored_articles_get_the_roots_that_were_derived(extractor, write, run):
    run(write("a.txt", "One.", url=URL))
    run(write("a.txt", "Two.", url=URL))
    run(write("b.txt", "Three."))
    one, two, three = Article.objects.order_by("pk")
    Article.objects.update(root="")
    import_module("reactions.migrations.0011_article_roots").fill(apps, None)
    roots = list(Article.objects.order_by("pk").values_list("root", flat=True))
    assert roots == [
        f"harbour-2024\x1f{sha256}" for sha256 in (one.sha256, one.sha256, three.sha256)
    ]
