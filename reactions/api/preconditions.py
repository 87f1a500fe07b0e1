"""`If-Match`: a write goes through only on the version that its sender has read.

The tag of a row is its `version` in quotes. Without the header a write goes through
whatever happened since, like everywhere on the web.
"""

import re

from rest_framework.request import Request
from rest_framework.response import Response

from reactions.api.problems import refused
from reactions.api.refusals import Stale

# A server that packs answers marks their tags as weak; the version is the same.
TAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')


def version_asked(request: Request) -> int | None:
    """The version that the row must have; None when any will do."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    found = TAG.fullmatch(given)
    if found is None:
        raise refused("If-Match", 'Send the row\'s version in quotes, such as "3".')
    return int(found[1])


def check_version(version: int | None, asked: int | None) -> None:
    """Refuse a row of another version, for rows that keep none by themselves."""
    if asked is not None and version != asked:
        raise Stale(f"It was changed meanwhile: version {version}, not {asked}.")


def tagged(response: Response, version: int | None) -> Response:
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response
