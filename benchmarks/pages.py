"""How heavy the pages are and how long they take: python benchmarks/pages.py [--ledger FILE] [--times N] [--cpu] [PAGE…]

Without a ledger, the sample news over the base record is read into one of its own. What the desk makes ready when it is started is made
ready first. Then every page is asked for in three languages: for today, for several other days, each of which makes a page anew, then once
more, when it is kept, and again by a reader who has it. Milliseconds within the process; kilobytes as sent and as written. The pages named
`top` are of the organisation of which most pages tell.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.model import Filler

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LANGUAGES = ("ar", "ru", "en")
HEAVIEST = 150_000  # bytes that a page may have


clock = time.perf_counter


def main() -> int:
    """Prints the table; 1 if a page is too heavy as it is written."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", nargs="*", metavar="PAGE", help="of the table, those alone")
    options.add_argument("--ledger")
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--cpu", action="store_true", help="count the processor's time: for a machine that has other work")
    given = options.parse_args()
    if given.cpu:
        global clock
        clock = time.process_time
    gc.set_threshold(100_000, 20, 100)  # as the desk does it
    heavy = []
    print(
        f"{'page':14} {'today ms':>9} {'p95':>8} {'a day ms':>9} {'p95':>8} {'kept ms':>8} {'304 ms':>8} {'sent kB':>8} {'written kB':>11}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, today, days, kept, unchanged, sent, written in measured(given.ledger or sample(Path(folder)), given.times, given.pages):
            print(f"{name:14} {middle(today)} {middle(days)} {statistics.median(kept):8.2f} {statistics.median(unchanged):8.2f} "
                  f"{sent / 1000:8.1f} {written / 1000:11.1f}", flush=True)  # fmt: skip
            heavy += [name] if written > HEAVIEST else []
    print(f"heavier than {HEAVIEST // 1000} kB: {', '.join(heavy) or 'none'}")
    return 1 if heavy else 0


def middle(times: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(times):9.1f} {sorted(times)[int(len(times) * 0.95)]:8.1f}"


def sample(folder: Path) -> str:
    """A ledger of the base record and the sample news."""
    from dragoman.articles.sources import About, articles
    from dragoman.ledger import Ledger
    from dragoman.model import Article
    from tools.screenshots import read_page

    path = str(folder / "sample.sqlite")
    with Ledger.open(path) as ledger:
        for page in articles([str(ROOT / "examples" / "news")], About(), None, b""):
            if isinstance(page, Article):
                ledger.append(read_page(page))
    return path


Measured = tuple[str, list[float], list[float], list[float], list[float], int, int]


def measured(ledger: str, times: int, wanted: list[str]) -> Iterator[Measured]:
    """For each page: the times of today's, of other days', of kept ones and of unchanged ones, the heaviest as sent and as written."""
    from starlette.testclient import TestClient

    from dragoman.ledger import Ledger
    from dragoman.views.home import warm
    from dragoman.views.pages import make_app
    from dragoman.views.remembering import Remembering

    with Ledger.open(ledger) as plain:
        book = Remembering.over(plain)
        begun = clock()
        warm(book)
        print(f"made ready in {clock() - begun:.1f} s", flush=True)
        client = TestClient(make_app(book))
        for name, path in pages(book).items():
            if not wanted or name in wanted:
                yield page(client, name, path, times)


def page(client: object, name: str, path: str, times: int) -> Measured:
    """One page, in three languages."""
    today, days, kept, unchanged, sent, written = list[float](), list[float](), list[float](), list[float](), 0, 0
    for n in range(times + 1):
        for lang in LANGUAGES:
            address = f"/{lang}/{path}"
            if n:
                address += f"{'&' if '?' in path else '?'}on=2024-07-{n:02d}"
            spent, answer = timed(client, address)
            assert answer.status_code == 200, (address, answer.status_code)  # type: ignore[attr-defined]
            (days if n else today).append(spent)
            sent = max(sent, int(answer.headers["content-length"]))  # type: ignore[attr-defined]
            written = max(written, len(answer.content))  # type: ignore[attr-defined]
            kept.append(timed(client, address)[0])
            spent, same = timed(client, address, {"if-none-match": answer.headers["etag"]})  # type: ignore[attr-defined]
            assert same.status_code == 304  # type: ignore[attr-defined]
            unchanged.append(spent)
    return name, today, days, kept, unchanged, sent, written


def timed(client: object, address: str, headers: dict[str, str] | None = None) -> tuple[float, object]:
    """Milliseconds, and the answer."""
    begun = clock()
    answer = client.get(address, headers=headers)  # type: ignore[attr-defined]
    return (clock() - begun) * 1000, answer


def pages(ledger: object) -> dict[str, str]:
    """The pages measured, below the language."""
    article = next(ledger.articles(), None)  # type: ignore[attr-defined]
    claim = next(ledger.claims(article=article.id), None) if article else None  # type: ignore[attr-defined]
    found = {
        "home": "", "sco": "org/sco", "un": "org/un", "timeline": "org/un/timeline", "map": "org/un/map", "ties": "org/sco/ties",
        "list": "org/sco/list?of=numbers", "meetings": "calendar?org=sco",
        "state": "state/KZ", "compare": "state/KZ/with?other=US", "person": "person/kassym-jomart-tokayev", "calendar": "calendar",
        "statements": "statements", "search": "statements?q=summit", "disputes": "disputes", "changes": "changes", "sources": "sources",
        "briefing": "briefing?for=sco", "about": "about",
    }  # fmt: skip
    told = Counter(x.id for x in claim_fillers(ledger))
    top = told.most_common(1)[0][0] if told else "sco"
    found |= {
        "top": f"org/{top}",
        "top timeline": f"org/{top}/timeline",
        "top map": f"org/{top}/map",
        "top meetings": f"calendar?org={top}",
        "top month": f"calendar?org={top}&month=2024-07",
        "top said": f"statements?about={top}",
        "top offices": f"org/{top}/list?of=offices",
    }
    return found | ({"article": f"article/{article.id}"} if article else {}) | ({"claim": f"claim/{claim.id}"} if claim else {})


def claim_fillers(ledger: object) -> Iterator[Filler]:
    """The organisations of which the latest pages tell."""
    for article in islice(ledger.articles(), 200):  # type: ignore[attr-defined]
        for claim in ledger.claims(article=article.id):  # type: ignore[attr-defined]
            yield from (x for x in claim.fillers("organisation") if x.id)


if __name__ == "__main__":
    sys.exit(main())
