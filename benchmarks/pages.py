"""How heavy the pages are and how long they take: python benchmarks/pages.py [--ledger FILE] [--times N]

Without a ledger, the sample news over the base record is read into one of its own. Every page is asked for in three languages and for
several days, each of which makes a page anew, and then once more, when it is kept. Milliseconds within the process; kilobytes as sent and
as written.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LANGUAGES = ("ar", "ru", "en")
HEAVIEST = 150_000  # bytes that a page may have


def main() -> int:
    """Prints the table; 1 if a page is too heavy as it is sent."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ledger")
    options.add_argument("--times", type=int, default=5)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(given.ledger or sample(Path(folder)), given.times)
    print(f"{'page':14} {'first ms':>9} {'median ms':>10} {'p95 ms':>8} {'kept ms':>8} {'sent kB':>8} {'written kB':>11}")
    for name, first, times, kept, sent, written in rows:
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{name:14} {first:9.1f} {statistics.median(times):10.1f} {p95:8.1f} {kept:8.2f} {sent / 1000:8.1f} {written / 1000:11.1f}")
    too_heavy = [row[0] for row in rows if row[4] > HEAVIEST]
    print(f"heavier than {HEAVIEST // 1000} kB: {', '.join(too_heavy) or 'none'}")
    return 1 if too_heavy else 0


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


def measured(ledger: str, times: int) -> list[tuple[str, float, list[float], float, int, int]]:
    """For each page: the first time, the times of pages not kept, the time of a kept one, the heaviest as sent and as written."""
    from starlette.testclient import TestClient

    from dragoman.ledger import Ledger
    from dragoman.views.pages import make_app

    with Ledger.open(ledger) as book:
        client = TestClient(make_app(book))
        return [page(client, name, path, times) for name, path in pages(book).items()]


def page(client: object, name: str, path: str, times: int) -> tuple[str, float, list[float], float, int, int]:
    """One page, in three languages."""
    first, taken, kept, sent, written = 0.0, [], 0.0, 0, 0
    for n in range(times):
        for lang in LANGUAGES:
            address = f"/{lang}/{path}{'&' if '?' in path else '?'}on=2024-07-{n + 1:02d}"
            spent, answer = timed(client, address)
            assert answer.status_code == 200, (address, answer.status_code)  # type: ignore[attr-defined]
            first = first or spent
            taken.append(spent)
            sent = max(sent, int(answer.headers["content-length"]))  # type: ignore[attr-defined]
            written = max(written, len(answer.content))  # type: ignore[attr-defined]
            kept = timed(client, address)[0]
    return name, first, taken, kept, sent, written


def timed(client: object, address: str) -> tuple[float, object]:
    """Milliseconds, and the answer."""
    begun = time.perf_counter()
    answer = client.get(address)  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000, answer


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
    return found | ({"article": f"article/{article.id}"} if article else {}) | ({"claim": f"claim/{claim.id}"} if claim else {})


if __name__ == "__main__":
    sys.exit(main())
