"""What a serving process does before its first request."""

import gc

from tracker.serving import settle


def test_what_is_loaded_is_left_alone_by_the_collector() -> None:
    try:
        settle()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
