"""What is made of the data files at start, kept between runs: a cold start reads it back instead of making it anew.

It lies in the user's cache folder (XDG_CACHE_HOME, else ~/.cache), never in the package. A file there holds for the very data files it
was made of and for this version; where it does not fit, is cut short, or the folder cannot be written, everything is made as if it
were not there. DRAGOMAN_CACHE=off does without it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from dragoman import __version__

T = TypeVar("T")


def compiled(name: str, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` draws from the source files: plain values only (dict, list, tuple, set, str, numbers), kept under the name.

    Whatever `make` raises is raised; trouble with the cache is not.
    """
    stamp, kept = _stamp(name, sources), _place(name, sources)
    if stamp is None or kept is None:
        return make()
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        data = kept.read_bytes()
        if data.startswith(stamp):
            return marshal.loads(data[len(stamp) :])  # type: ignore[no-any-return]
    value = make()
    with contextlib.suppress(OSError, ValueError):  # ValueError: a value that cannot be kept, such as a date in TOML
        _write(kept, stamp + marshal.dumps(value))  # type: ignore[arg-type]
    return value


@contextlib.contextmanager
def resting() -> Iterator[None]:
    """The collector of garbage rests while data are loaded: they stay, and going through them again and again takes a fifth of the time."""
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.enable()


def folder() -> Path | None:
    """The cache folder; None where there is to be none."""
    if os.environ.get("DRAGOMAN_CACHE", "").lower() in ("off", "no", "0"):
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "dragoman"
    except RuntimeError:  # no home
        return None


def _place(name: str, sources: Sequence[Path]) -> Path | None:
    """The file for what is made of the sources: another place on the disk has one of its own."""
    home = folder()
    where = hashlib.sha256("\n".join(str(path.absolute()) for path in sources).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return home / f"{name}-{where}.bin" if home else None


def _stamp(name: str, sources: Sequence[Path]) -> bytes | None:
    """What the kept file must begin with: this version of the programme and of Python, and the files' names, sizes and days."""
    told = [name, __version__, sys.version, str(marshal.version)]
    try:
        for path in sources:
            found = path.stat()
            told.append(f"{path.name} {found.st_size} {found.st_mtime_ns}")
    except OSError:
        return None
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).digest()


def _write(path: Path, data: bytes) -> None:
    """The file at once or not at all: two that start together do not spoil it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
