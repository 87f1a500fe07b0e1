"""What the caller of a reading asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from reactions.sources.metadata import Metadata
from reactions.sources.records import Fetched

DEFAULT_MAX_BYTES = 5 * 1024 * 1024
DEFAULT_SECONDS = 30.0
DEFAULT_REDIRECTS = 5

Recall = Callable[[Sequence[str]], Mapping[str, Fetched]]
"""Addresses -> what is known of those that were read before."""


def nothing_known(urls: Sequence[str]) -> Mapping[str, Fetched]:
    return {}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller says about all inputs (it wins over them), and the bounds.

    `max_bytes` is the largest article; `seconds` the longest that one address may take
    from asking to its last byte. `private_addresses` lets addresses of this machine and
    its own network in. `form` is that of standard input ("" where its bytes tell).
    `recall` knows the addresses that were read before; one who `is_watching` also asks
    it for files, and leaves those alone that somebody may still be writing.
    """

    metadata: Metadata = field(default_factory=Metadata)
    max_bytes: int = DEFAULT_MAX_BYTES
    seconds: float = DEFAULT_SECONDS
    redirects: int = DEFAULT_REDIRECTS
    private_addresses: bool = False
    form: str = ""
    is_watching: bool = False
    recall: Recall = nothing_known
    standard_input: Callable[[], BinaryIO] | None = None
