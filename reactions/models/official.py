"""Named persons who speak or act for a state."""

import unicodedata
from functools import partial
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from reactions.models.country import Country
from reactions.models.desk_history import DeskHistory
from reactions.models.reviewable import (
    Reviewable,
    ReviewableQuerySet,
    new_public_id,
)
from reactions.models.search import Names, holding

new_official_id = partial(new_public_id, "off")


def fold_name(name: str) -> str:
    """The key by which names compare: no case, accents or marks, single spaces.

    "Jean-Yves  Le Drian" and "JEAN YVES LE DRIAN" are one key.
    """
    letters = unicodedata.normalize("NFKD", name)
    kept = (c for c in letters if not unicodedata.combining(c) and c not in "'’ʼ.`")
    words = "".join(c if c.isalnum() else " " for c in kept)
    return " ".join(words.casefold().split())


# Sounds that spellings of one name write in several ways, and letters they may lack.
SPELLED_OTHERWISE = [("ph", "f"), ("dj", "j"), ("tch", "ch"), ("x", "ks")]
ONE_SOUND = str.maketrans("qczvwd", "kksfft", "aeiouyh ")
LAST_CONSONANTS = 3


def consonants(name: str) -> str:
    """The consonants of a folded name, those that spellings vary in as one."""
    for written, sound in SPELLED_OTHERWISE:
        name = name.replace(written, sound)
    letters = name.translate(ONE_SOUND)
    return "".join(c for n, c in enumerate(letters) if letters[n - 1 : n] != c)


def spelling_key(name: str) -> str:
    """What spellings of one person's name have in common, and few other names: the
    last consonants of the family name, however its parts are written together."""
    return consonants(fold_name(name))[-LAST_CONSONANTS:]


class OfficialQuerySet(ReviewableQuerySet):
    def standing(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_names(self) -> Self:
        """With what a row names, for lists."""
        return self.select_related("country", "merged_into")

    def search(self, words: str, *, names: Names | None = None) -> Self:
        return holding(self, words, index="words", names=names)


class Official(Reviewable):
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="officials"
    )
    name = models.CharField(max_length=200)
    name_key = models.CharField(
        max_length=200, help_text="The name folded to compare: case, accents, marks."
    )
    spelling_key = models.CharField(
        max_length=10,
        blank=True,
        editable=False,
        help_text="The last consonants: what spellings of one name share.",
    )
    title = models.CharField(max_length=500, blank=True, help_text="The latest known.")
    aliases = models.JSONField(default=list, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="merged",
    )
    public_id = models.CharField(
        max_length=24, unique=True, editable=False, default=new_official_id
    )

    objects = OfficialQuerySet.as_manager()
    history = DeskHistory()

    class Meta(Reviewable.Meta):
        permissions = [("review_official", "Can accept, reject and merge officials")]
        constraints = [
            *Reviewable.Meta.constraints,
            models.UniqueConstraint(
                fields=["country", "name_key"], name="official_once_a_country"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="official_merged_elsewhere"
            ),
        ]
        indexes = [
            *Reviewable.Meta.indexes,
            # Without the NULLs, as for actions.
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="official_merged",
            ),
            models.Index(fields=["name_key", "id"], name="official_by_name"),
            models.Index(fields=["country", "spelling_key"], name="official_spelling"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country_id})"

    def clean(self) -> None:
        """Other names are a list of names, whoever writes them."""
        names = self.aliases
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            raise ValidationError({"aliases": "Write a list of names."})
