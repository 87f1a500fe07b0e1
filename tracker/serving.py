"""What must hold before a process answers requests."""

from django.conf import settings

from tracker.environment import SettingError


def refuse_without_a_secret_key() -> None:
    """Stop the start when sessions would be signed with a key nobody chose."""
    if settings.DEBUG or settings.SECRET_KEY_IS_GIVEN:
        return
    raise SettingError(
        "SECRET_KEY is not set. Set it to a long random text, or DEBUG=true on your"
        " own machine."
    )
