"""Watching sources on a local server that misbehaves: slow, endless, bombs, redirects inward, gone, changed pages, thin yields."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.articles.fetching import LARGEST, Fetched, Fetcher
from dragoman.articles.sources import articles
from dragoman.errors import BadInput
from dragoman.ledger import Ledger, When
from dragoman.model import Article, Date, Skipped
from dragoman.watching import Memory, Watch, sources_of

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on loopback: what it answers at each path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
                site.answers.get(self.path, send(b"", 404))(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"


def send(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for key, value in ({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))} | headers).items():
            handler.send_header(key.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def page(words: str, title: str = "A new member") -> str:
    return f"<html lang=en><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"


def feed(*items: tuple[str, str]) -> str:
    rows = "".join(f"<item><title>News</title><link>{url}</link><pubDate>{day}</pubDate></item>" for url, day in items)
    return f'<rss version="2.0"><channel><title>The Caravan</title>{rows}</channel></rss>'


JOINED = "Belarus joined the Shanghai Cooperation Organisation on 4 July 2024, the ministers said in a statement on Thursday."
FIFTH, SIXTH = "Fri, 05 Jul 2024 08:00:00 GMT", "Sat, 06 Jul 2024 08:00:00 GMT"


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(pause=0.0, patience=2.0) as found:
        yield found


class TestFetching:
    def test_a_page(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/a"] = send(page(JOINED), ETag='"1"')
        found = fetcher.get(site.url("/a"))
        assert isinstance(found, Fetched)
        assert (found.status, found.charset, found.etag, found.kind) == (200, "utf-8", '"1"', "text/html")

    @pytest.mark.parametrize("url", ["ftp://example.org/a", "example.org", "http://", "http://exa mple/", "javascript:1"])
    def test_what_is_no_address(self, fetcher: Fetcher, url: str) -> None:
        assert isinstance(fetcher.get(url), Skipped)

    def test_robots_are_heeded(self, site: Site, fetcher: Fetcher) -> None:
        site.answers |= {"/robots.txt": send("User-agent: *\nDisallow: /no/"), "/no/a": send("secret"), "/yes": send("open")}
        refused, open_one = fetcher.get(site.url("/no/a")), fetcher.get(site.url("/yes"))
        assert isinstance(refused, Skipped)
        assert "robots.txt" in refused.reason
        assert isinstance(open_one, Fetched)
        assert [path for path, _ in site.asked] == ["/robots.txt", "/yes"]

    def test_an_answer_without_end_is_cut_off(self, site: Site, fetcher: Fetcher) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            for _ in range(100):
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.1)

        site.answers["/drip"] = drip
        found = fetcher.get(site.url("/drip"))
        assert isinstance(found, Skipped)
        assert "did not come to an end" in found.reason

    def test_an_answer_that_does_not_come(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/slow"] = lambda handler: time.sleep(5)
        assert isinstance(fetcher.get(site.url("/slow")), Skipped)

    def test_a_bomb_is_not_unpacked(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/bomb"] = send(gzip.compress(b"\0" * (20 * LARGEST)), Content_Encoding="gzip")
        found = fetcher.get(site.url("/bomb"))
        assert isinstance(found, Skipped)
        assert "no page of news" in found.reason

    def test_a_packed_page_is_unpacked(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/a"] = send(gzip.compress(page(JOINED).encode()), Content_Encoding="gzip")
        found = fetcher.get(site.url("/a"))
        assert isinstance(found, Fetched)
        assert JOINED.encode() in found.body

    def test_a_redirect_inward_is_not_followed(self, site: Site, fetcher: Fetcher) -> None:
        other = Site()
        other.answers["/secret"] = send("secret")
        site.answers["/a"] = send("", 302, Location=other.url("/secret"))
        found = fetcher.get(site.url("/a"))
        other.server.shutdown()
        assert isinstance(found, Skipped)
        assert "private network" in found.reason
        assert other.asked == []

    def test_redirects_in_a_ring(self, site: Site, fetcher: Fetcher) -> None:
        site.answers |= {"/a": send("", 301, Location="/b"), "/b": send("", 301, Location="/a")}
        found = fetcher.get(site.url("/a"))
        assert isinstance(found, Skipped)
        assert "from address to address" in found.reason

    @pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
    def test_a_refusal_says_which(self, site: Site, fetcher: Fetcher, status: int) -> None:
        site.answers["/a"] = send("", status, Retry_After="30")
        found = fetcher.get(site.url("/a"))
        assert isinstance(found, Skipped)
        assert str(status) in found.reason
        assert "30 s" in found.reason

    def test_no_one_listens(self, site: Site, fetcher: Fetcher) -> None:
        site.server.shutdown()
        site.server.server_close()
        assert isinstance(fetcher.get(site.url("/a")), Skipped)

    def test_a_host_is_left_alone_between_two_requests(self, site: Site) -> None:
        site.answers["/a"] = send(page(JOINED))
        slept: list[float] = []
        with Fetcher(pause=3.0, sleep=slept.append, clock=lambda: 0.0) as fetcher:
            fetcher.get(site.url("/a"))
            fetcher.get(site.url("/a"))
        assert slept == [3.0, 3.0]  # after robots.txt, and after the first page

    def test_the_address_of_a_page_is_a_source(self, site: Site) -> None:
        site.answers |= {"/a": send(page(JOINED)), "/feed": send(feed((site.url("/a"), FIFTH)))}
        (found,) = articles([site.url("/a")])
        assert isinstance(found, Article)
        assert found.url == site.url("/a")
        assert JOINED in found.text


class Desk:
    """A ledger, a list of sources, and a watch on them whose time is told."""

    def __init__(self, folder: Path, site: Site, fetcher: Fetcher) -> None:
        self.list, self.site, self.fetcher, self.now, self.lines = folder / "feeds.toml", site, fetcher, 1_000_000.0, []  # type: ignore[var-annotated]
        self.list.write_text(f'[[source]]\nname = "Caravan"\nurl = "{site.url("/feed")}"\nevery = "1 h"\n')
        self.book = Ledger.open(str(folder / "a.sqlite"), base=False)

    def watch(self) -> Watch:
        memory = Memory.of(self.list.with_suffix(".state.json"))
        return Watch(self.book, sources_of(self.list), memory, self.fetcher, self.lines.append, lambda: self.now)

    def once(self, later: float = 7200.0) -> str:
        self.now += later
        self.watch().once()
        return str(self.lines[-1])

    def members(self) -> list[object]:
        return [row.what.get("member") for row in self.book.members("sco", When.of(Date("2030-01-01"))).rows]


@pytest.fixture
def desk(tmp_path: Path, site: Site, fetcher: Fetcher) -> Iterator[Desk]:
    found = Desk(tmp_path, site, fetcher)
    yield found
    found.book.close()


class TestWatching:
    def test_new_pages_of_a_feed_are_read_once(self, desk: Desk, site: Site) -> None:
        site.answers |= {"/feed": send(feed((site.url("/1"), FIFTH))), "/1": send(page(JOINED))}
        assert "1 pages read" in desk.once()
        assert "nothing new" in desk.once()
        assert [path for path, _ in site.asked].count("/1") == 1
        assert len(desk.members()) == 1
        (article,) = desk.book.articles()
        assert (article.url, article.outlet, article.published) == (site.url("/1"), "Caravan", Date("2024-07-05"))

    def test_an_unchanged_feed_is_asked_with_its_mark(self, desk: Desk, site: Site) -> None:
        site.answers |= {"/feed": send(feed((site.url("/1"), FIFTH)), ETag='"7"'), "/1": send(page(JOINED))}
        desk.once()
        site.answers["/feed"] = send(b"", 304)
        assert "nothing new" in desk.once()
        assert site.asked[-1][1]["if-none-match"] == '"7"'

    def test_whoever_is_not_due_is_not_asked(self, desk: Desk, site: Site) -> None:
        site.answers["/feed"] = send(feed())
        desk.once()
        asked = len(site.asked)
        desk.once(later=60.0)
        assert len(site.asked) == asked

    def test_failures_are_asked_more_and_more_seldom(self, desk: Desk, site: Site) -> None:
        site.answers["/feed"] = send(b"", 500)
        waits = []
        for _ in range(4):
            desk.now += 1e6
            waits.append(desk.watch().once())
        assert waits == sorted(waits)
        assert waits[-1] > 7 * waits[0] / 2
        assert waits[0] > 6000

    def test_who_is_gone_is_not_asked_again(self, desk: Desk, site: Site) -> None:
        site.answers["/feed"] = send(b"", 410)
        assert "gone for good" in desk.once()
        asked = len(site.asked)
        desk.once(later=1e7)
        assert len(site.asked) == asked

    def test_what_a_changed_page_no_longer_says_is_retracted_and_kept(self, desk: Desk, site: Site) -> None:
        site.answers |= {"/feed": send(feed((site.url("/1"), FIFTH))), "/1": send(page(JOINED))}
        desk.once()
        changed = page("The ministers met in Astana on 4 July 2024. No one joined.")
        site.answers |= {"/feed": send(feed((site.url("/1"), SIXTH))), "/1": send(changed)}
        assert "no longer said" in desk.once()
        assert desk.members() == []
        assert len(list(desk.book.claims(kind="membership", entity="BY"))) == 1

    def test_a_source_that_runs_dry_is_held_and_released(self, desk: Desk, site: Site) -> None:
        def offer(first: int, count: int, words: str) -> None:
            links = [(site.url(f"/{at}"), FIFTH) for at in range(first, first + count)]
            site.answers["/feed"] = send(feed(*links))
            site.answers.update({f"/{at}": send(page(f"{words} No. {at}.")) for at in range(first, first + count)})

        offer(0, 20, JOINED)
        desk.once()
        before = len(list(desk.book.articles()))
        offer(20, 6, "The page moved. Please accept our cookies to go on reading the news of the day on this site.")
        assert "HELD" in desk.once()
        assert "HELD" in desk.once()
        assert len(list(desk.book.articles())) == before == 20
        desk.watch().release("Caravan")
        assert "6 pages read" in desk.once()

    def test_a_damaged_memory_is_told(self, desk: Desk) -> None:
        desk.list.with_suffix(".state.json").write_text("{")
        with pytest.raises(BadInput, match="damaged"):
            desk.watch()

    def test_no_such_source_to_release(self, desk: Desk) -> None:
        with pytest.raises(BadInput, match="No source is called"):
            desk.watch().release("Nobody")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "names no source"), ("[[source]]\nurl = 7", "should be an address"), ("[[source", "is no TOML"),
        ('[[source]]\nurl = "https://example.org"\nevery = "often"', "no stretch of time"),
        ('[[source]]\nurl = "https://example.org"\ncolour = "red"', "“colour” is not known"),
        ('[[source]]\nurl = "https://example.org"\nlanguage = "fr"', "French"),
    ],
)  # fmt: skip
def test_a_list_that_is_wrong_says_where(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(words)
    with pytest.raises(BadInput, match=said):
        sources_of(path)


def test_a_list_in_opml(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    outline = '<outline text="East"><outline text="Caravan" xmlUrl="https://example.org/rss"/></outline>'
    path.write_text(f'<opml version="2.0"><body>{outline}</body></opml>')
    assert [(x.name, x.url) for x in sources_of(path)] == [("Caravan", "https://example.org/rss")]


def test_pages_of_a_sitemap(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    desk = Desk(tmp_path, site, fetcher)
    entry = f"<url><loc>{site.url('/1')}</loc><lastmod>2024-07-05T10:00:00Z</lastmod></url>"
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</urlset>'
    site.answers |= {"/feed": send(listed), "/1": send(page(JOINED))}
    assert "1 pages read" in desk.once()
    assert desk.book is not None
    assert len(desk.members()) == 1
    desk.book.close()
