"""What a file or an answer holds: plain or gzipped, never more of it than allowed.

A gzip of a few kilobytes can hold gigabytes, so what counts is what comes out of it,
and that is drawn in pieces.
"""

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from reactions.sources.decoding import PassingError, UnreadableError

GZIP_MAGIC = b"\x1f\x8b"
PIECE = 64 * 1024
ROWS_TIMES = 200
"""How many times larger than an article a file of this machine with an article a row
may be. What strangers answer is no larger than an article."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that are read once they are needed. `open_raw` opens them at their start;
    `max_bytes` is the most that one article may have, `times` how many times that all
    lines may have; `size` is how many bytes there are before any unpacking, 0 where
    that is not known."""

    open_raw: Callable[[], BinaryIO]
    max_bytes: int
    size: int = 0
    times: int = 1

    def whole(self) -> bytes:
        """All of it. Raises UnreadableError when it is too large or damaged."""
        with told_as_unreadable(), closing(self._open()) as stream:
            data = b"".join(_pieces(stream, self.max_bytes + 1))
        if len(data) > self.max_bytes:
            told = f"{self.size:,}" if self.size > self.max_bytes else "its"
            raise UnreadableError(
                f"{told} bytes are more than the {self.max_bytes:,} allowed"
            )
        return data

    def lines(self) -> Iterator[bytes]:
        """Its lines with their ends, one in memory at a time; of a line that is too
        long only as much as shows that it is. Raises UnreadableError when the whole
        is too large or damaged."""
        most = self.max_bytes * self.times
        with told_as_unreadable(), closing(self._open()) as stream:
            taken = 0
            while line := stream.readline(self.max_bytes + 1):
                taken += len(line)
                yield line
                while len(line) > self.max_bytes and not line.endswith(b"\n"):
                    line = stream.readline(self.max_bytes + 1)
                    taken += len(line)
                if taken > most:
                    raise UnreadableError(f"more than the {most:,} bytes allowed")

    def _open(self) -> BinaryIO:
        stream = io.BufferedReader(cast(io.RawIOBase, self.open_raw()), PIECE)
        if stream.peek(2)[:2] != GZIP_MAGIC:
            return stream
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def content_of_file(path: Path, *, max_bytes: int) -> Content:
    """The content of an ordinary file; anything else raises UnreadableError, a pipe
    before it can make the reader wait."""
    with told_as_unreadable():
        if not os.path.isfile(path):
            raise UnreadableError("is no ordinary file")
        size = os.path.getsize(path)

    def open_file() -> BinaryIO:
        return cast(BinaryIO, path.open("rb", buffering=0))

    return Content(open_file, max_bytes, size, times=ROWS_TIMES)


def content_of_bytes(data: bytes, *, max_bytes: int) -> Content:
    return Content(lambda: io.BytesIO(data), max_bytes)


@contextmanager
def told_as_unreadable() -> Iterator[None]:
    """Turn what disks and damaged gzips raise into UnreadableError."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableError(f"a damaged gzip: {error}") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise PassingError(f"cannot be read: {reason}") from error


def _pieces(stream: BinaryIO, most: int) -> Iterator[bytes]:
    left = most
    while left > 0 and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)
        yield piece
