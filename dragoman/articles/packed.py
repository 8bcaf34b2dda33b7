"""Files as streams of bytes, unpacked on the way: .gz by the standard library, .zst where the package zstandard is installed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import BadInput

LARGEST_PAGE = 20_000_000  # bytes; a page that unpacks to more is no page of news
PACKED = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}


def bare_name(path: Path) -> str:
    """The file's name without the suffix of the packing: what is inside.

    >>> bare_name(Path("pages.JSONL.gz"))
    'pages.jsonl'
    """
    name = path.name.lower()
    return name.rsplit(".", 1)[0] if name.endswith(tuple(PACKED)) else name


class Gauge:
    """How many bytes of files have been read, of how many: what a progress bar shows."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self.read = 0


class _Gauged(io.RawIOBase):
    """A file that tells the gauge what is read of it."""

    def __init__(self, file: BinaryIO, gauge: Gauge) -> None:
        self._file, self._gauge = file, gauge

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._gauge.read += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(path: Path, gauge: Gauge | None = None) -> BinaryIO:
    """The file's bytes, unpacked. BadInput where it cannot be opened."""
    try:
        file: BinaryIO = path.open("rb")
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist. Give a file, a folder, or - for standard input.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    magic = file.read(4)
    file.seek(0)
    if gauge:
        file = io.BufferedReader(_Gauged(file, gauge))
    packing = next((suffix for suffix, begins in PACKED.items() if magic.startswith(begins)), None)
    return _UNPACK[packing](file, path) if packing and not path.name.lower().endswith((".warc.gz", ".wacz")) else file


def _gunzipped(file: BinaryIO, _: Path) -> BinaryIO:
    return io.BufferedReader(gzip.GzipFile(fileobj=file))


def _from_zstd(file: BinaryIO, path: Path) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        raise BadInput(f"{path} is packed with zstd: pip install zstandard, or unpack it.") from None
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))


_UNPACK: dict[str, Callable[[BinaryIO, Path], BinaryIO]] = {".gz": _gunzipped, ".zst": _from_zstd}


def whole(file: BinaryIO, where: str) -> bytes:
    """All bytes of a page. BadInput if it is damaged or unpacks to more than a page can be: nothing more is read then."""
    try:
        data = file.read(LARGEST_PAGE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{where} is damaged and cannot be unpacked: {error}.") from None
    if len(data) > LARGEST_PAGE:
        size = f"{LARGEST_PAGE // 1_000_000} MB"
        raise BadInput(f"{where} holds more than {size}: it is no page of news. JSON lines should be called .jsonl, archives .warc.gz.")
    return data
