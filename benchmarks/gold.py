"""The reading scored on the gold of facts: the part it was developed on beside the part that was set aside and never read.

    python benchmarks/gold.py [--json]

Set aside are the pieces whose number divides by 4, and all of e1…; the distance between the two parts measures rules that
fit only what they were written for. Skipped, with a reason, where the gold is absent.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.flow import read
from dragoman.model import article_json, claim_json

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
Figures = dict[str, Any]


def set_aside(name: str) -> bool:
    """Whether a piece is scored only, never read."""
    return name.startswith("e1") or (int(re.sub(r"\D", "", name)) % 4 == 0 and name != "00")


def figures(aside: bool) -> Figures:
    """What the scorer prints for one of the two parts: per kind recall, precision, F1; errors; all."""
    names = sorted(path.stem for path in (GOLD / "news").glob("*.json"))
    return score([name for name in names if set_aside(name) == aside])


def score(names: list[str]) -> Figures:
    """The scorer's figures for some pieces, read in this process."""
    scorer = _scorer()
    scorer.read = lambda _command, gold, text: [*_objects(gold, text)]  # type: ignore[attr-defined]
    out, argv = io.StringIO(), sys.argv
    sys.argv = ["score.py", str(GOLD / "news"), "--json", "--only", *names]
    try:
        with contextlib.redirect_stdout(out):
            scorer.main()
    finally:
        sys.argv = argv
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _objects(gold: Figures, text: str) -> list[Figures]:
    reading = read(text, language=gold.get("lang"), published=gold.get("published"), outlet=gold.get("outlet"))
    claims = [json.loads(json.dumps(claim_json(c, text))) for c in reading.claims]
    return [article_json(reading.article), *claims]


def main() -> None:
    """Prints both parts side by side."""
    if not GOLD.exists():
        print(f"skipped: {GOLD} is not here")
        return
    parts = {"developed on": figures(False), "set aside": figures(True)}
    if "--json" in sys.argv:
        print(json.dumps(parts))
        return
    print(f"{'kind':14}" + "".join(f"{name + ' (facts)':>24}{'recall':>8}{'prec.':>8}{'F1':>8}" for name in parts))
    for kind in [k for k, v in parts["developed on"].items() if "right" in v]:
        cells = [parts[name][kind] for name in parts]
        print(f"{kind:14}" + "".join(f"{c['gold']:>24}{_(c['recall']):>8}{_(c['precision']):>8}{_(c['f1']):>8}" for c in cells))
    for name, part in parts.items():
        print(f"{name}: recall {part['all']['recall']}, precision {part['all']['precision']}, errors {part['errors']}")


def _(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
