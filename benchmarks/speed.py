"""How long the first things take: the command line's help, loading, reading a page, a new ledger with the base record, an answer.

    python benchmarks/speed.py [PAGE…]

Each page is read until a second has passed; the best of the runs counts, since other work on the machine only adds to it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUNDING = ROOT.parent / "shared" / "seed" / "tass-sco-2024-07-01.ar.txt"


def best(work: Callable[[], object], seconds: float = 1.0, least: int = 3) -> float:
    """The shortest time in seconds that the work took."""
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < least or time.perf_counter() < end:
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main(pages: list[str]) -> None:
    """Measures and prints a line each."""
    command = [sys.executable, "-m", "dragoman"]
    for option in ("--version", "--help"):
        show(f"dragoman {option}", best(lambda o=option: subprocess.run([*command, o], check=True, capture_output=True)) * 1000, "ms")
    begun = time.perf_counter()
    import dragoman

    dragoman.read("Belarus joined the SCO on 4 July 2024.")
    show("first sentence read, loading included", (time.perf_counter() - begun) * 1000, "ms")
    files = [Path(p) for p in pages] or [*sorted((ROOT / "examples" / "news").glob("*.txt")), *([FOUNDING] if FOUNDING.exists() else [])]
    for file in files:
        text = file.read_text(encoding="utf-8")
        show(f"read {file.name} ({len(text):,} characters)", best(lambda t=text: dragoman.read(t)) * 1000, "ms")
    with tempfile.TemporaryDirectory() as folder:
        ledger(Path(folder) / "record.sqlite")


def ledger(path: Path) -> None:
    """A new ledger, and a question to it."""
    from dragoman.ledger import Ledger, When

    begun = time.perf_counter()
    with Ledger.open(str(path)) as book:
        show("new ledger with the base record", time.perf_counter() - begun, "s")
        when = When.of("2024-07-02", known="2024-07-02")
        show("members of the SCO on a day", best(lambda: book.members("sco", when)) * 1000, "ms")
        show("members of the UN on a day", best(lambda: book.members("un", when)) * 1000, "ms")


def show(what: str, figure: float, unit: str) -> None:
    """Prints one figure."""
    print(f"{what:70} {figure:9.2f} {unit}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
