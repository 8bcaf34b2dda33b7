"""Pages from the web, politely: robots.txt, a pause between two requests to a host, conditional requests, limits on time and size.

Whom the user named is asked wherever it is; a redirect never leads into a private network. Whatever a server does, the answer is a
`Fetched` or a `Skipped` with the reason.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import urllib.robotparser
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from dragoman.errors import BadInput
from dragoman.model import Skipped

if TYPE_CHECKING:
    import httpx2

AGENT = "Dragoman/0.1 (news reader)"
LARGEST = 10_000_000  # bytes of a page or feed, unpacked
PATIENCE = 20.0  # seconds for a whole answer
PAUSE = 2.0  # seconds between two requests to one host
_REDIRECTS = 5
_CHARSET = re.compile(r"charset=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's answer. `body` is empty where `status` is 304 (unchanged) or 410 (gone for good)."""

    url: str  # where it was found in the end
    status: int
    body: bytes = b""
    kind: str = ""  # media type
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Asks servers. `pause` and `patience` are in seconds; `sleep` and `clock` can be replaced where time must not pass."""

    def __init__(
        self, pause: float = PAUSE, patience: float = PATIENCE, *, sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        import httpx2

        self._client = httpx2.Client(headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"}, timeout=patience, follow_redirects=False)
        self._pause, self._patience, self._sleep, self._clock = pause, patience, sleep, clock
        self._asked: dict[str, float] = {}  # host -> when it was asked last
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched | Skipped:
        """The answer at an address; with `etag` or `modified` of an earlier answer, status 304 where nothing has changed since."""
        import httpx2

        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            return Skipped(url, f"{url} is no address of a page: it should begin with http:// or https://.")
        try:
            if not self._allowed(url):
                return Skipped(url, f"{url}: robots.txt of {urlsplit(url).netloc} asks not to fetch it.")
            conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
            return self._followed(url, {key: value for key, value in conditions.items() if value})
        except BadInput as error:
            return Skipped(url, str(error))
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            return Skipped(url, f"{url} cannot be fetched: {str(error) or type(error).__name__}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Lets go of the connections."""
        self._client.close()

    def _followed(self, url: str, headers: dict[str, str]) -> Fetched:
        given, here = url, url
        for _ in range(_REDIRECTS + 1):
            found = self._asked_once(here, headers)
            if isinstance(found, Fetched):
                return found
            there = urljoin(here, found)
            if urlsplit(there).netloc != urlsplit(given).netloc and is_private(urlsplit(there).hostname or ""):
                raise BadInput(f"{given} leads to {there}, an address of a private network: it is not followed.")
            here = there
        raise BadInput(f"{given} leads from address to address ({_REDIRECTS} times): it is not followed further.")

    def _asked_once(self, url: str, headers: dict[str, str]) -> Fetched | str:
        """The answer, or where it leads."""
        self._wait(urlsplit(url).netloc)
        end = self._clock() + self._patience
        with self._client.stream("GET", url, headers=headers) as answer:
            status, said = answer.status_code, answer.headers
            if status in (301, 302, 303, 307, 308) and said.get("location"):
                return str(said["location"])
            if status not in (200, 304, 410):
                later = f" It asks to come back in {said['retry-after']} s." if said.get("retry-after", "").isdigit() else ""
                raise BadInput(f"{url} answered {status} {answer.reason_phrase}.{later}")
            body = b"".join(self._pieces(answer, url, end)) if status == 200 else b""
        kind = said.get("content-type", "")
        charset = _CHARSET.search(kind)
        return Fetched(url, status, body, kind.split(";")[0].strip().lower(), charset[1].lower() if charset else None,
                       said.get("etag"), said.get("last-modified"))  # fmt: skip

    def _pieces(self, answer: httpx2.Response, url: str, end: float) -> Iterator[bytes]:
        """The body, unpacked piece by piece: an answer without end, or one that unpacks without end, is cut off."""
        packed = answer.headers.get("content-encoding", "").lower()
        if packed not in ("", "identity", "gzip", "x-gzip"):
            raise BadInput(f"{url} is packed as {packed}, which was not asked for.")
        unpacking, size = zlib.decompressobj(wbits=31) if packed.endswith("gzip") else None, 0
        for raw in answer.iter_raw():
            try:
                piece = unpacking.decompress(raw, LARGEST + 1) if unpacking else raw
            except zlib.error as error:
                raise BadInput(f"{url} is damaged and cannot be unpacked: {error}.") from None
            size += len(piece)
            if size > LARGEST:
                raise BadInput(f"{url} is larger than {LARGEST // 1_000_000} MB: it is no page of news.")
            if self._clock() > end:
                raise BadInput(f"{url} did not come to an end in {self._patience:g} s.")
            yield piece

    def _wait(self, host: str) -> None:
        """Leaves a host alone for a while after each request."""
        last = self._asked.get(host)
        if last is not None and (left := last + self._pause - self._clock()) > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def _allowed(self, url: str) -> bool:
        """Whether the host's robots.txt lets us; one that has none lets everyone, one that cannot be reached lets no one."""
        place = urlsplit(url)
        if place.netloc not in self._robots:
            rules = urllib.robotparser.RobotFileParser()
            try:
                found = self._followed(f"{place.scheme}://{place.netloc}/robots.txt", {})
                rules.parse(found.body.decode("utf-8", "replace").splitlines())
            except BadInput as error:
                if " answered 5" in str(error):
                    raise
                rules.parse([])
            self._robots[place.netloc] = rules
        return self._robots[place.netloc].can_fetch(AGENT.split("/")[0], url)


def is_private(host: str) -> bool:
    """Whether a name leads to this machine or a private network; one that cannot be found leads nowhere.

    >>> is_private("127.0.0.1"), is_private("169.254.1.1"), is_private("192.0.2.7.example.invalid")
    (True, True, False)
    """
    try:
        found = {str(info[4][0]).split("%")[0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(address).is_global for address in found)
