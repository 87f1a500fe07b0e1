"""A web address that was read, and what to ask it with the next time; or a file of a
watched folder, and when it was changed.

Kept for each crisis apart: an address that has nothing new for one may be all new for
another. Without a row the address is asked as if for the first time.
"""

import hashlib

from django.db import models


class FetchedAddress(models.Model):
    key = models.CharField(
        max_length=64, unique=True, help_text="Of the crisis and the address."
    )
    crisis = models.CharField(max_length=100, blank=True, help_text="Its slug.")
    url = models.TextField()
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of the answer, or of a feed's entry."
    )
    read_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "fetched addresses"

    def __str__(self) -> str:
        return self.url

    @staticmethod
    def key_of(crisis: str, url: str) -> str:
        return hashlib.sha256(f"{crisis}\x1f{url}".encode()).hexdigest()
