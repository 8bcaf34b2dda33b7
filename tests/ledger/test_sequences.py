"""The sequences in examples/sequences: standings announced, denied, moved. Their facts as claims, their answers due."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import Answer, Ledger, When
from dragoman.model import Article, Claim, Date, Filler, Span

FOLDERS = sorted((Path(__file__).parents[2] / "examples/sequences").glob("*/answers.toml"))
ROLES = {"organisation", "member", "holder", "place", "founder", "city", "person", "body", "party", "guest", "a", "b"}
CASES = [(x.parent, i, a) for x in FOLDERS for i, a in enumerate(tomllib.loads(x.read_text("utf-8"))["answer"])]


def facts_of(folder: Path, optional: bool) -> list[tuple[Article, list[Claim]]]:
    """The pages of a folder with the facts that a careful reader underlines, as claims."""
    expected = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
    outlets = {x["file"]: x for x in tomllib.loads((folder / "pages.toml").read_text("utf-8"))["page"]}
    pages = []
    for name, data in expected.items():
        page = outlets[name]
        article = Article((folder / name).read_text("utf-8"), page["language"], url=page["url"], outlet=page["outlet"],
                          published=Date(data["published"]))  # fmt: skip
        lines = [x.strip()[2:] for x in data["facts"].splitlines() if x.strip()]
        pages.append((article, [_claim(article, x.removeprefix("? ")) for x in lines if optional or not x.startswith("? ")]))
    return pages


def _claim(article: Article, line: str) -> Claim:
    kind, *pairs = shlex.split(line)
    given: dict[str, list[str]] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        given.setdefault(key, []).append(value)
    start = article.text.index(given["evidence"][0])
    span = Span(start, start + len(given["evidence"][0]))
    known = {k: tuple(Filler(span, span.of(article.text), x if re.fullmatch(r"[\w-]+", x) and x.isascii() else None) for x in v)
             for k, v in given.items() if k in ROLES}  # fmt: skip
    rest: dict[str, Any] = {k: v[0] for k, v in given.items() if k in ("rank", "change", "type", "stage", "ordinal", "action")}
    if "change" not in rest and kind == "membership":
        rest["change"] = "is" if "rank" in rest or given.get("modality") is None else "joined"
    return Claim(kind, known, span, article.id, "test/underlined", rest, _day(given, "valid_from"), _day(given, "valid_to"),
                 modality=given.get("modality", ["asserted"])[0])  # fmt: skip


def _day(given: dict[str, list[str]], key: str) -> Date | None:
    return Date(given[key][0]) if key in given else None


def _asked(ledger: Ledger, due: dict[str, Any]) -> Answer:
    when = When.of(due["on"], due["known"])
    if due["question"] == "standing":
        return ledger.standing(due["state"], due["organisation"], when)
    return getattr(ledger, due["question"])(due["organisation"], when)


@pytest.mark.parametrize("optional", [False, True], ids=["needed", "all"])
@pytest.mark.parametrize(("folder", "number", "due"), CASES, ids=[f"{x.name}-{i}" for x, i, _ in CASES])
def test_the_record_answers_what_is_due(ledger: Ledger, folder: Path, number: int, due: dict[str, Any], optional: bool) -> None:
    if not optional and due.get("disputed") and folder.name == "sahel-ecowas" and due["on"] == "2024-06-01":
        pytest.skip("that the three states remain members is told by words that only a reader links to them")
    ledger.append_all(facts_of(folder, optional))
    answer = _asked(ledger, due)
    if due["question"] == "standing":
        row = answer.rows[0]
        for key in ("rank", "certainty", "disputed"):
            if key in due:
                assert (row.what["rank"] if key == "rank" else getattr(row, key)) == due[key], (due, row.json())
        found = [f"{x.status} {x.what['due'] or ''}".strip() for x in answer.beside]
        assert set(due.get("beside", [])) - set(found) <= ({"planned 2024-01-01"} if not optional else set()), (due, found)
    elif due["question"] == "chair":
        assert [x.what["holder"]["id"] for x in answer.rows] == [due["holder"]]
    else:
        by_certainty = {x.what["member"]["id"]: x for x in answer.rows}
        assert {k for k, x in by_certainty.items() if x.certainty == "certainly" and not x.disputed} == set(due["members"])
        assert {k for k, x in by_certainty.items() if x.certainty == "as listed"} == set(due["listed"])
        assert {k for k, x in by_certainty.items() if x.disputed} == set(due["disputed_members"])
