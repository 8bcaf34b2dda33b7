"""How many pages a second become cited claims, beside what only finds dates; what the reader costs to load and to hold.

    python benchmarks/reading.py [--corpus DIR] [--pages N]

The corpora are made from our own texts with seeded variation (days, years, figures), so that no cache answers: `dense` from the sample
news, `general` from the pages in `benchmarks/general` with one sample in ten. Each figure is the median of three runs, that
of loading the best of three. The alternative, dateparser's search, does only the first part of the work: it finds dates.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
Page = tuple[str, str]  # language, text


def texts(folder: Path, ending: str = "*.txt") -> list[Page]:
    """The texts of a folder with their languages, which stand in their names."""
    found = []
    for path in sorted(folder.rglob(ending)):
        language = re.search(r"(?:^|[-.])(ar|ru|en)(?=[-.])", path.name)
        if language:
            found.append((language[1], path.read_text(encoding="utf-8")))
    return found


def varied(pages: Sequence[Page], count: int, seed: int) -> list[Page]:
    """So many pages, each with figures of its own: days stay days, years stay near."""
    chance = random.Random(seed)

    def other(found: re.Match[str]) -> str:
        if len(found[0]) == 4 and found[0][:2] in ("19", "20"):
            return str(int(found[0]) - chance.randrange(3))
        return str(chance.randrange(1, 29)) if int(found[0]) < 29 else str(int(found[0]) + chance.randrange(9))

    return [(language, re.sub(r"(?<!\d)\d{1,4}(?!\d)", other, text)) for language, text in (pages[i % len(pages)] for i in range(count))]


def corpora(pages: int, folder: Path | None) -> dict[str, list[Page]]:
    """The corpora by name."""
    if folder:
        return {folder.name: varied(texts(folder), pages, 1)}
    dense, general = texts(ROOT / "examples"), texts(ROOT / "benchmarks" / "general")
    mixed = [page for at, page in enumerate(general * 10) for page in ((page, dense[at % len(dense)]) if at % 10 == 9 else (page,))]
    return {"dense": varied(dense, pages, 1), "general": varied(mixed, pages, 2)}


def rate(work: Callable[[Sequence[Page]], object], pages: Sequence[Page]) -> float:
    """Pages a second of processor time, the median of the runs."""
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        work(pages)
        taken.append(time.process_time() - begun)
    return len(pages) / statistics.median(taken)


def read_all(pages: Sequence[Page]) -> None:
    """The whole reading."""
    from dragoman.flow import read

    for language, text in pages:
        read(text, language=language, published="2024-07-10")


def find_dates(pages: Sequence[Page]) -> None:
    """dateparser's search."""
    import warnings

    from dateparser.search import search_dates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for language, text in pages:
            search_dates(text, languages=[language])


def archive(pages: Sequence[Page], path: Path) -> None:
    """The pages as HTML in a web archive."""
    out = io.BytesIO()
    for at, (language, text) in enumerate(pages):
        title, _, rest = text.strip().partition("\n")
        body = "".join(f"<p>{line}</p>" for line in rest.splitlines() if line.strip())
        menu = "<nav><ul>" + "<li><a href='/'>News</a></li>" * 40 + "</ul></nav>"
        html = f"<html lang={language}><head><meta charset=utf-8></head><body>{menu}<article><h1>{title}</h1>{body}</article></body></html>"
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{at}\r\nWARC-Date: 2024-07-10T00:00:00Z\r\n"
        head += f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{at:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
        out.write(gzip.compress(head.encode() + f"Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"))
    path.write_bytes(out.getvalue())


def into_ledger(path: Path, workers: int, where: Path) -> float:
    """Seconds on the clock for an archive into an empty ledger."""
    command = [sys.executable, "-m", "dragoman", "add", str(path), "--no-base", "--workers", str(workers), "--ledger", str(where)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


def loading() -> float:
    """Seconds of processor time until a fresh process has read a sentence in each language, its modules compiled as an install does."""
    script = "import reading, time; begun = time.process_time(); reading.read_all([(x, 'The ministers met.') for x in ('ar', 'ru', 'en')])"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": f"{ROOT / 'benchmarks'}:{ROOT}"}
    command = [sys.executable, "-c", f"{script}; print(time.process_time() - begun)"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main() -> None:
    """Measures and prints a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--corpus", type=Path)
    options.add_argument("--pages", type=int, default=400)
    given = options.parse_args()
    loaded = min(loading() for _ in range(RUNS))
    found = corpora(given.pages, given.corpus)
    print(f"{'':10}{'pages/s':>10}{'letters':>10}{'dateparser':>12}{'ratio':>8}")
    for name, pages in found.items():
        own, other = rate(read_all, pages), rate(find_dates, pages[: max(20, len(pages) // 20)])
        letters = statistics.mean(len(text) for _, text in pages)
        print(f"{name:10}{own:>10.0f}{letters:>10.0f}{other:>12.1f}{own / other:>7.0f}x")
    print(f"loading the reader, three languages: {loaded:.2f} s; held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        archive(next(iter(found.values())), path)
        one, two = (min(into_ledger(path, n, Path(folder) / f"{n}-{run}.sqlite") for run in range(2)) for n in (1, 2))
        both = f"{given.pages / one:.0f} pages/s with one worker, {given.pages / two:.0f} with two ({one / two:.2f}x)"
        print(f"web archive into the ledger: {both}")


if __name__ == "__main__":
    main()
