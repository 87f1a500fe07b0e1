"""An article as it was read. Its body is proof: once quoted, it never changes."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse

from reactions.models.crisis import Crisis
from reactions.models.import_run import ImportRun
from reactions.models.prepared import Prepared
from reactions.models.search import holding, walking
from reactions.vocabulary import not_english

OPENING = 20_000
"""Code points in which the words that were searched are looked for, to show them."""


def collapsed(text: str) -> str:
    """`text` in NFC, every run of white space one space: how texts compare."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_crisis(self, slug: str) -> Self:
        return self.filter(crisis__slug=slug)

    def originals(self) -> Self:
        """Without reprints: each of these is an origin of its own."""
        return self.filter(copy_of__isnull=True)

    def versions_before(self, article: "Article") -> Self:
        """The earlier versions of its page, the latest first."""
        same_page = Q(crisis=article.crisis_id, url=article.url) & ~Q(url="")
        return self.filter(
            same_page | Q(pk=article.revision_of_id), pk__lt=article.pk
        ).order_by("-pk")

    def newest_versions(self, articles: Iterable[int]) -> dict[int, int]:
        """The newest version of the page of each of these articles that is an older
        one. An old version that came in late is none the newer for that."""
        asked = list(set(articles))
        return dict(_NEWEST_VERSIONS.rows(asked)) if asked else {}

    def with_newer_version(self) -> Self:
        """Those that are an older version, with the newest as `newest`."""
        known_on = Coalesce("published_on", "imported_at__date")
        page = self.model.objects.filter(crisis=OuterRef("crisis"), url=OuterRef("url"))
        current = page.exclude(url="")
        by_address = current.order_by("-is_current", known_on.desc(), "-pk")
        revisions = self.model.objects.filter(revision_of=OuterRef("pk"))
        by_hand = revisions.order_by("-pk")
        newest = Coalesce(
            Subquery(by_address.values("pk")[:1]), Subquery(by_hand.values("pk")[:1])
        )
        older = self.annotate(newest=newest)
        return older.exclude(newest=F("pk")).filter(newest__isnull=False)

    def published_between(self, first: date | None, last: date | None) -> Self:
        """Articles of these days, both included; a missing bound is open."""
        found = self
        if first is not None:
            found = found.filter(published_on__gte=first)
        if last is not None:
            found = found.filter(published_on__lte=last)
        return found

    def newest_first(self) -> Self:
        return self.order_by(F("published_on").desc(nulls_last=True), "-id")

    def without_body(self) -> Self:
        """For lists: the text stays in the database."""
        return self.defer("body")

    def openings(self, articles: Iterable[int]) -> Iterable[tuple[int, str]]:
        """The beginning of the text of each of these, by its key."""
        beginning = Substr("body", 1, OPENING)
        return self.filter(pk__in=list(articles)).values_list("pk", beginning)

    def search(self, words: str, *, bodies: bool = False) -> Self:
        """Articles with every word in their head, or with `bodies` in their text too.

        Whoever may not read bodies must not find by them: hits would spell them out.
        """
        return holding(self, words, index=_index(bodies), by_country=False)

    def searched_newest_first(self, words: str, *, bodies: bool = False) -> Self:
        """The same rows, for pages from the newest."""
        return walking(self, words, index=_index(bodies), by_country=False)


_NEWEST_VERSIONS = Prepared(
    lambda articles: (
        Article.objects.filter(pk__in=articles)
        .with_newer_version()
        .values_list("pk", "newest")
    ),
    int,
    for_readers=True,
)


def _index(bodies: bool) -> str:
    return "texts" if bodies else "words"


class Article(models.Model):
    crisis = models.ForeignKey(
        Crisis, on_delete=models.PROTECT, related_name="articles"
    )
    title = models.CharField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    agency = models.CharField(
        max_length=300, blank=True, help_text="The news agency credited, if any."
    )
    url = models.URLField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en")
    body = models.TextField()
    header_length = models.PositiveIntegerField(
        default=0, help_text="Code points of the file before the body."
    )
    sha256 = models.CharField(
        max_length=64, help_text="Of the NFC, whitespace-collapsed text."
    )
    root = models.CharField(
        max_length=200,
        blank=True,
        default="",
        editable=False,
        help_text="Names the first version of its page, whatever is mended later.",
    )
    is_current = models.BooleanField(
        default=True,
        editable=False,
        help_text="Whether its page has this text, as far as is known.",
    )
    imported_at = models.DateTimeField()
    copy_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
    )
    revision_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
    )
    import_run = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crisis", "sha256"], name="article_text_once_a_crisis"
            ),
            models.UniqueConstraint(
                fields=["crisis", "url"],
                condition=Q(is_current=True) & ~Q(url="") & ~Q(root=""),
                name="article_one_current_a_page",
            ),
            models.CheckConstraint(
                condition=~Q(copy_of=F("id")) & ~Q(revision_of=F("id")),
                name="article_not_of_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="article_newest"),
            models.Index(fields=["imported_at", "id"], name="article_imported"),
            # Of all addresses: with a parameter in its place SQLite cannot tell that
            # an address is none of those that a condition leaves out.
            models.Index(fields=["crisis", "url"], name="article_of_page"),
        ]

    def __str__(self) -> str:
        return self.title or f"Article {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def unread(self) -> str:
        """Why no claims are read of it, "" of an English text."""
        return not_english(self.language)

    @property
    def known_on(self) -> date:
        """The day from which what it says can have been known."""
        return self.published_on or self.imported_at.date()

    def clean(self) -> None:
        """Say in a form what the table would refuse, for its check needs the id."""
        if self.pk is not None and self.pk in (self.copy_of_id, self.revision_of_id):
            raise ValidationError("An article is no copy or revision of itself.")
