"""What is remembered of web addresses, so that the unchanged ones cost little."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from reactions.importing.patience import patiently
from reactions.models import FetchedAddress
from reactions.sources import Fetched, Recall


def recall_for(crisis: str) -> Recall:
    """What earlier imports into a crisis know of addresses."""

    def recall(urls: Sequence[str]) -> Mapping[str, Fetched]:
        keys = [FetchedAddress.key_of(crisis, url) for url in urls]
        rows = patiently(lambda: list(FetchedAddress.objects.filter(key__in=keys)))
        return {
            row.url: Fetched(row.url, row.etag, row.last_modified, row.digest)
            for row in rows
        }

    return recall


def remember(fetched: Iterable[Fetched], *, crisis: str, at: datetime) -> None:
    """Write down what addresses answered. To be called once what they hold is in."""
    rows = {
        each.url: FetchedAddress(
            key=FetchedAddress.key_of(crisis, each.url),
            crisis=crisis,
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
