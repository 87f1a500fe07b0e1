"""How many requests somebody may send, and the headers that tell how many are left.

The numbers come from the settings; `StrictView` writes the headers.
"""

import math
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class Told:
    """A throttle that leaves on the request what it counted."""

    def allow_request(self: Any, request: Request, view: Any) -> bool:
        allowed = super().allow_request(request, view)  # type: ignore[misc]
        if getattr(self, "key", None) is not None:
            request._request.throttle = self  # type: ignore[attr-defined]
        return bool(allowed)


class ByAddress(Told, AnonRateThrottle):
    pass


class ByAccount(Told, UserRateThrottle):
    def get_cache_key(self, request: Request, view: Any) -> str | None:
        # The anonymous are counted by their address already.
        if not request.user.is_authenticated:
            return None
        return str(super().get_cache_key(request, view))


def tell_throttle(request: Request, response: Response) -> None:
    """Write the limit, what is left of it, and the seconds until it is whole again."""
    counted = getattr(getattr(request, "_request", request), "throttle", None)
    if counted is None:
        return
    left = counted.num_requests - len(counted.history)
    oldest = counted.history[-1] if counted.history else counted.now
    reset = counted.duration - (counted.now - oldest)
    response["RateLimit-Limit"] = str(counted.num_requests)
    response["RateLimit-Remaining"] = str(max(left, 0))
    response["RateLimit-Reset"] = str(math.ceil(reset))
