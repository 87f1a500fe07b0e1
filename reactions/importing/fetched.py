"""What is remembered of web addresses, so that the unchanged ones cost little."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from reactions.importing.crises import longest
from reactions.importing.patience import patiently
from reactions.models import FetchedAddress
from reactions.sources import Fetched, Recall

URLS_A_QUERY = 500


def recall_for(crisis: str) -> Recall:
    """What earlier imports into a crisis know of addresses."""

    def recall(urls: Sequence[str]) -> Mapping[str, Fetched]:
        known: dict[str, Fetched] = {}
        for start in range(0, len(urls), URLS_A_QUERY):
            some = urls[start : start + URLS_A_QUERY]
            known |= patiently(partial(_recall, crisis, some))
        return known

    return recall


def _recall(crisis: str, urls: Sequence[str]) -> dict[str, Fetched]:
    keys = [FetchedAddress.key_of(crisis, url) for url in urls]
    return {
        row.url: Fetched(row.url, row.etag, row.last_modified, row.digest)
        for row in FetchedAddress.objects.filter(key__in=keys)
    }


def remember(fetched: Iterable[Fetched], *, crisis: str, at: datetime) -> None:
    """Write down what addresses answered. To be called once what they hold is in."""
    rows = {
        each.url: FetchedAddress(
            key=FetchedAddress.key_of(crisis, each.url),
            crisis=crisis[: longest(FetchedAddress, "crisis")],
            url=each.url,
            etag=each.etag,
            last_modified=each.last_modified,
            digest=each.digest,
            read_at=at,
        )
        for each in fetched
    }
    if rows:
        FetchedAddress.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["etag", "last_modified", "digest", "read_at"],
        )
