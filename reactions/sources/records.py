"""What reading yields: an article, a refusal with its reason, or a file left alone.

Every form of input ends in these values, so nothing behind the readers knows
whether a text came from a folder, a feed or a page.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CrisisRecord:
    """What the input says about its crisis; empty where it says nothing.

    `may_be_made` says that a crisis.toml describes it, or that the caller asks for it:
    to be named by an article is not enough to begin one.
    """

    slug: str
    name: str = ""
    host: str = ""
    host_city: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    summary: str = ""
    may_be_made: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered when it was read: the validators to ask with next time
    (RFC 9110, 13.1), and a digest of the answer, or of what the feed said of it."""

    url: str
    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article as read.

    `file` is its name within the folder given, `path` the way to it as given.
    `text` is the whole decoded file with newlines as \\n; its first
    `header_length` code points are the header, the rest is the body.
    `host` is the code of the country in crisis, empty when nothing names it.
    `source` is the address it was fetched from, empty for a file.
    """

    file: str
    path: str
    text: str
    header_length: int
    title: str = ""
    publisher: str = ""
    agency: str = ""
    url: str = ""
    published_on: date | None = None
    language: str = "en"
    host: str = ""
    host_city: str = ""
    crisis: CrisisRecord | None = None
    source: str = ""

    @property
    def body(self) -> str:
        return self.text[self.header_length :]


@dataclass(frozen=True, slots=True)
class Refused:
    """Input that was meant to be read and could not be; `reason` says why.

    `is_absent` marks a path that the caller named and that does not exist, `is_passing`
    a reason that may be gone the next time though the input is as it was.
    """

    file: str
    reason: str
    is_absent: bool = False
    source: str = ""
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that lies beside the articles and is none; `reason` says why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An address or a file that is as it was when it was read last."""

    file: str


@dataclass(frozen=True, slots=True)
class ReadThrough:
    """Everything of an address has been yielded. Once all of it, and all of `parts`,
    the addresses that a feed named, went in or was refused for good, `fetched` may be
    remembered: not sooner, or what failed would never be asked for again."""

    fetched: Fetched
    parts: tuple[str, ...] = ()


Reading = ArticleRecord | Refused | Skipped | Unchanged | ReadThrough
