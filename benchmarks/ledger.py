"""How the ledger grows: append, members at (on, known), the page of the most cited organisation, on 10^4 claims and more.

    python benchmarks/ledger.py [--claims 10000 100000 1000000] [--cpu] [--keep FOLDER] [--url postgresql://…]

The claims are generated: pages of the press, each on one organisation, drawn by Zipf's law as news is, each with the kinds of claim that
news makes in about the shares in which it makes them. An organisation meets once a month, and many pages tell of each meeting; a state
joins it on one day, which one page in eight gets wrong. The same seed gives the same ledger. Days run from 2000 to 2025.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, islice
from pathlib import Path
from statistics import quantiles

from dragoman.gazetteer import load
from dragoman.ledger import Ledger, When
from dragoman.model import Article, Claim, Date, Filler, Span

SEED, PER_PAGE, QUESTIONS, AT_ONCE = 20240704, 8, 400, 12_000  # pages at once: as many as the store writes in one go
FIRST_DAY, DAYS = datetime.date(2000, 1, 1), 26 * 365
DAYS_ASKED = ("2024-07-04", "2024-07-04", "2024-07-05")
KINDS = {"statement": 40, "meeting": 12, "office": 12, "membership": 12, "attendance": 8, "document": 6, "number": 6, "chairmanship": 4}
Page = tuple[Article, list[Claim]]


class News:
    """Generates pages with their claims."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        names = load()
        self.orgs = sorted(names.all("organisation"))
        self.states = [x for x in sorted(names.all("state")) if len(x) == 2]
        self.people = sorted(names.all("person"))[:2000]
        self.outlets = [f"Outlet {n}" for n in range(200)]
        self.random.shuffle(self.orgs)
        self.weights = list(accumulate(1 / (n + 1) for n in range(len(self.orgs))))

    def pages(self) -> Iterator[Page]:
        """Pages without end."""
        number = 0
        while True:
            number += 1
            yield self._page(number)

    def _page(self, number: int) -> Page:
        pick = self.random
        org, day = self._org(), FIRST_DAY + datetime.timedelta(days=pick.randrange(DAYS))
        kinds = pick.choices(list(KINDS), list(KINDS.values()), k=PER_PAGE)
        members = [self._state() for _ in kinds]
        people = [pick.choice(self.people) for _ in kinds]
        lines = [
            f"{n}. {org} {member} {person} {kind} {number}."
            for n, (kind, member, person) in enumerate(zip(kinds, members, people, strict=True))
        ]
        text, claims, start = "\n".join(lines), [], 0
        article = Article(text, "en", id=f"page-{number}", url=f"https://news.example/{number}", published=Date(day.isoformat()),
                          outlet=pick.choice(self.outlets))  # fmt: skip
        for line, kind, member, person in zip(lines, kinds, members, people, strict=True):
            claims.append(self._claim(article, Span(start, start + len(line)), kind, {"org": org, "state": member, "person": person}, day))
            start += len(line) + 1
        return article, claims

    def _org(self) -> str:
        return self.random.choices(self.orgs, cum_weights=self.weights)[0]

    def _state(self) -> str:
        return self.states[min(int(self.random.expovariate(1 / 40)), len(self.states) - 1)]

    def _claim(self, article: Article, line: Span, kind: str, who: dict[str, str], day: datetime.date) -> Claim:
        def one(name: str) -> tuple[Filler, ...]:
            at = article.text.index(who[name], line.start)
            return (Filler(Span(at, at + len(who[name])), who[name], who[name], who[name]),)

        roles, what = ROLES[kind], dict(QUALIFIERS.get(kind, {}))
        if kind == "membership":
            what = self.random.choices(STANDINGS, STANDING_WEIGHTS)[0]
        told = self._day_told(kind, who, what, day)
        dated = Date(told.isoformat()) if told else None
        return Claim(kind, {role: one(name) for role, name in roles.items()}, line, article.id, "benchmark", what, dated,
                     aspect="state" if what.get("change") == "is" else "change")  # fmt: skip

    def _day_told(self, kind: str, who: dict[str, str], what: dict[str, object], day: datetime.date) -> datetime.date | None:
        """The day that a claim names: of the meeting nearest to the page's day, of the accession, or the page's own."""
        own = random.Random(f"{who['org']} {who['state']}").randrange(DAYS)
        if kind == "meeting":
            first = random.Random(who["org"]).randrange(30)
            return FIRST_DAY + datetime.timedelta(days=first + 30 * ((day - FIRST_DAY).days // 30))
        if what.get("change") == "joined" and self.random.random() > 1 / 8:
            return FIRST_DAY + datetime.timedelta(days=own)
        return day if kind in ("membership", "chairmanship") and what.get("change") != "is" else None


ROLES = {
    "statement": {"speaker": "person", "about": "org"}, "meeting": {"organisation": "org"},
    "office": {"person": "person", "body": "org"}, "membership": {"organisation": "org", "member": "state"},
    "attendance": {"meeting": "org", "guest": "person"}, "document": {"party": "org", "title": "state"}, "number": {"about": "org"},
    "chairmanship": {"organisation": "org", "holder": "state"},
}  # fmt: skip
QUALIFIERS = {
    "statement": {"verb": "said", "force": "said"}, "meeting": {"type": "summit", "stage": "held"}, "office": {"change": "holds"},
    "attendance": {"manner": "attended"}, "document": {"action": "signed"}, "number": {"value": 10, "operator": "="},
    "chairmanship": {"change": "assumes"},
}  # fmt: skip
STANDINGS = [{"change": "is", "rank": "member"}, {"change": "joined", "rank": "member"}, {"change": "left"}, {"change": "suspended"},
             {"change": "applied", "rank": "member"}]  # fmt: skip
STANDING_WEIGHTS = [50, 35, 5, 4, 6]


clock = time.perf_counter


def timed(what: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = clock()
    what()
    return clock() - start


def spread(seconds: list[float]) -> str:
    """Median, 99th percentile and the longest, in milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return f"p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms, longest {max(seconds) * 1000:.1f} ms"


def measure(claims: int, url: str, is_filled: bool = False) -> None:
    """Fill a ledger with so many claims, unless it is, and ask it."""
    news, pick = News(), random.Random(SEED)
    with Ledger.open(url, base=False) as ledger:
        speed = "before" if is_filled else f"{claims / fill(ledger, news, claims):,.0f} claims/s"
        print(f"{claims:>9,} claims: append {speed}", flush=True)
        asked = [(pick.choice(news.orgs), _day(pick)) for _ in range(QUESTIONS)]
        then = [(org, When.of(day.isoformat(), (day + datetime.timedelta(days=pick.randrange(365))).isoformat())) for org, day in asked]
        now = [(org, When.of(day.isoformat())) for org, day in asked]
        other = [(org, When.of(x.on.text, (x.on.first + datetime.timedelta(days=pick.randrange(3650))).isoformat())) for org, x in then]
        top = most_cited(ledger)
        most = [(top, When.of(_day(pick).isoformat())) for _ in range(50)]
        for what, questions in (("members at (on, known)", then), ("… at another knowledge", other), ("members, all known", now),
                                ("… of the most cited", most)):  # fmt: skip
            for how in ("first", "again"):
                print(f"{'':>9}  {what}, {how}: {spread([timed(lambda q=q: ledger.members(*q)) for q in questions])}", flush=True)
        print(f"{'':>9}  … after each of 20 further pages: {spread(after_appends(ledger, News(SEED + 1), most[0]))}", flush=True)
        print(f"{'':>9}  page of the most cited, first, again, on another day: {page(ledger, top)}", flush=True)


def most_cited(ledger: Ledger) -> str:
    """The organisation of which most of the latest pages tell: a ledger that was kept may have been filled with other names."""
    pages = islice(ledger.articles(), 500)
    told = Counter(x.id for page in pages for claim in ledger.claims(article=page.id) for x in claim.fillers("organisation") if x.id)
    return told.most_common(1)[0][0]


def after_appends(ledger: Ledger, news: News, question: tuple[str, When]) -> list[float]:
    """Seconds that a question takes again after each of some pages."""
    spent = []
    for article, claims in islice(news.pages(), 20):
        own = Article(article.text, "en", url=f"{article.url}?{clock()}", published=article.published, outlet=article.outlet)
        ledger.append((own, [replace(x, article=own.id, id="") for x in claims]))
        spent.append(timed(lambda: ledger.members(*question)))
    return spent


def fill(ledger: Ledger, news: News, claims: int) -> float:
    """Append so many claims, and the seconds that appending took, without the making of the pages."""
    pages, seconds, left = news.pages(), 0.0, claims // PER_PAGE
    while left > 0:
        some = list(islice(pages, min(left, AT_ONCE)))
        seconds += timed(lambda some=some: ledger.append_all(some))
        left -= len(some)
    return seconds


def page(ledger: Ledger, org: str) -> str:
    """How long the organisation's page takes, made, then handed out from memory, then made for another day."""
    from starlette.testclient import TestClient

    from dragoman.views.pages import make_app

    client = TestClient(make_app(ledger))
    return ", ".join(f"{timed(lambda day=day: client.get(f'/en/org/{org}?on={day}')) * 1000:,.0f} ms" for day in DAYS_ASKED)


def _day(pick: random.Random) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(days=pick.randrange(DAYS))


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--url", help="an empty database of a server; a new SQLite file unless given")
    parser.add_argument("--keep", help="a folder in which the ledgers stay, to be asked again without filling them")
    parser.add_argument("--cpu", action="store_true", help="count the processor's time: for a machine that has other work")
    asked = parser.parse_args()
    if asked.cpu:
        global clock
        clock = time.process_time
    gc.set_threshold(100_000, 20, 100)  # as the desk does it
    for claims in asked.claims:
        if asked.keep:
            file = Path(asked.keep) / f"{claims}.sqlite"
            measure(claims, str(file), file.exists())
            continue
        with tempfile.TemporaryDirectory() as folder:
            measure(claims, asked.url or str(Path(folder) / "ledger.sqlite"))


if __name__ == "__main__":
    main()
