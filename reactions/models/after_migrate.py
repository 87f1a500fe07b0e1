"""What must be there after every migrate: made here, at no cost when it is already."""

from typing import Any


def prepare_database(**kwargs: Any) -> None:
    """The post_migrate step."""
