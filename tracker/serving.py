"""What must hold before a process answers requests, and what it need not do twice."""

import gc

from django.conf import settings
from django.urls import get_resolver

from tracker.environment import SettingError


def refuse_without_a_secret_key() -> None:
    """Stop the start when sessions would be signed with a key nobody chose."""
    if settings.DEBUG or settings.SECRET_KEY_IS_GIVEN:
        return
    raise SettingError(
        "SECRET_KEY is not set. Set it to a long random text, or DEBUG=true on your"
        " own machine."
    )


def settle() -> None:
    """Load what the first request would, and let the collector of garbage leave alone
    what stays for good: to look through it again and again was a fifth of the work of
    a page."""
    get_resolver().url_patterns  # noqa: B018  loaded by being asked for
    gc.collect()
    gc.freeze()
