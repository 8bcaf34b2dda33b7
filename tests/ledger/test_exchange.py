"""What goes out comes back the same; what is made for others' tools says no more than the ledger does."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import BadLedger
from dragoman.ledger import Ledger, When, exchange
from dragoman.ledger.exchange.cow import organisation_of
from dragoman.model import Date, Judgement

NOW = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def kept(ledger: Ledger, desk: Any) -> Ledger:
    """Belarus observer, then member of the SCO, with a page of its own for each; an edition that lists India; a judged claim."""
    ledger.append(desk.page("2015-07-10", desk.membership("sco", "BY", rank="observer", change="granted", valid_from="2015-07-10")), NOW)
    ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", rank="member", change="joined", valid_from="2024-07-04"),
                            outlet="Steppe Wire"), NOW)  # fmt: skip
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "MN", rank="member", change="joined", valid_from="2024"),
                            outlet="Hasty News"), NOW)  # fmt: skip
    ledger.store.append_all([desk.listing("sco", "IN", "observer", 2006, 2025)], NOW, base=True)
    ledger.append(desk.page("2024-07-06", desk.membership("sco", "KG", rank="member", change="is", modality="expected")), NOW)
    wrong = next(x for x in ledger.claims(kind="membership", entity="MN"))
    ledger.judge([Judgement(wrong.id, "wrong", "a reader", "2024-07-07T00:00:00+00:00", "an observer")], NOW)
    return ledger


def everything(ledger: Ledger) -> tuple[Any, ...]:
    """All that a ledger says: pages, claims, judgements and an answer."""
    pages = [*ledger.articles(base=True), *ledger.articles()]
    return pages, list(ledger.claims()), ledger.counts(), ledger.members("sco", When.of("2024-07-31"), "all").json()


def without_moments(said: tuple[Any, ...]) -> str:
    return json.dumps([str(said[0]), str(said[1]), said[2], said[3]], default=str).replace(NOW, "")


@pytest.mark.parametrize("form", ["tables", "lines"])
def test_what_goes_out_comes_back_and_is_not_added_twice(kept: Ledger, fresh: Callable[[], Ledger], tmp_path: Path, form: str) -> None:
    place, other = tmp_path / "out", fresh()
    getattr(exchange, f"export_{form}")(kept.store, place)
    bring = getattr(exchange, f"import_{form}")
    assert bring(other.store, place) == (5, 1)
    assert bring(other.store, place) == (0, 0)
    one, two = everything(kept), everything(other)
    assert (one[:3], [x["what"] if "what" in x else x["claims"] for x in one[3]["rows"]]) == (
        two[:3], [x["what"] if "what" in x else x["claims"] for x in two[3]["rows"]]
    )  # fmt: skip


@pytest.mark.parametrize("form", ["tables", "lines"])
def test_the_same_ledger_gives_the_same_bytes(kept: Ledger, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        getattr(exchange, f"export_{form}")(kept.store, tmp_path / name)
    files = [sorted(x for x in ([p] if p.is_file() else p.iterdir())) for p in (tmp_path / "one", tmp_path / "two")]
    assert [x.read_bytes() for x in files[0]] == [x.read_bytes() for x in files[1]]


def test_the_tables_are_described_field_by_field(kept: Ledger, tmp_path: Path) -> None:
    exchange.export_tables(kept.store, tmp_path / "out")
    package = json.loads((tmp_path / "out/datapackage.json").read_text())
    for resource in package["resources"]:
        with (tmp_path / "out" / resource["path"]).open(newline="") as file:
            assert next(csv.reader(file)) == [x["name"] for x in resource["schema"]["fields"]]
    claims = next(x for x in package["resources"] if x["name"] == "claims")
    assert claims["schema"]["foreignKeys"] == [{"fields": ["article"], "reference": {"resource": "articles", "fields": ["id"]}}]


def test_an_export_overwrites_nothing(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BadLedger, match="overwrites nothing"):
        exchange.export_lines(kept.store, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(("line", "why"), [
    ("nonsense", "JSON"), ("[1]", "no JSON object"),
    ('{"type":"claim"}', "a page comes first"), ('{"type":"article","language":"en"}', "no text"),
])  # fmt: skip
def test_a_line_that_is_none_is_named(ledger: Ledger, tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "in.jsonl").write_text(line + "\n")
    with pytest.raises(BadLedger, match=why):
        exchange.import_lines(ledger.store, tmp_path / "in.jsonl")
    assert ledger.counts()["articles"] == 0


def test_a_missing_column_is_named(kept: Ledger, ledger: Ledger, tmp_path: Path) -> None:
    exchange.export_tables(kept.store, tmp_path / "out")
    path = tmp_path / "out/claims.csv"
    path.write_text(path.read_text().replace("evidence_end", "end", 1))
    with pytest.raises(BadLedger, match="evidence_end is missing"):
        exchange.import_tables(ledger.store, tmp_path / "out")


def panel(kept: Ledger, path: Path, years: range, known: str | None = None) -> list[dict[str, str]]:
    exchange.export_panel(kept.witnesses, path, years, ("sco",), Date(known) if known else None)
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_panel_has_a_row_for_each_standing_at_the_end_of_each_year(kept: Ledger, tmp_path: Path) -> None:
    rows = panel(kept, tmp_path / "panel.csv", range(2014, 2025))
    belarus = {x["year"]: (x["standing"], x["counts_as"], x["certainty"], x["cow"]) for x in rows if x["state"] == "BY"}
    assert set(belarus) == {str(x) for x in range(2015, 2025)}
    assert belarus["2020"] == ("observer", "observer", "certainly", "370")
    assert belarus["2024"] == ("member", "member", "certainly", "370")
    india = {x["year"]: x for x in rows if x["state"] == "IN"}
    assert (india["2020"]["standing"], india["2020"]["certainty"], india["2020"]["since"]) == ("observer", "as listed", "")
    assert not [x for x in rows if x["state"] in ("MN", "KG")]
    assert all(x["claims"] for x in rows)


def test_the_panel_as_known_on_a_day_knows_nothing_later(kept: Ledger, tmp_path: Path) -> None:
    rows = panel(kept, tmp_path / "panel.csv", range(2024, 2025), "2024-07-01")
    assert [(x["state"], x["standing"]) for x in rows] == [("BY", "observer"), ("IN", "observer")]


def test_entities_hold_together_and_a_list_tells_no_start(kept: Ledger, tmp_path: Path) -> None:
    exchange.export_entities(kept.witnesses, tmp_path / "out", When.of("2025-01-01"))
    made = [json.loads(x) for x in (tmp_path / "out").read_text().splitlines()]
    ids = {x["id"] for x in made}
    assert len(ids) == len(made)
    memberships = [x["properties"] for x in made if x["schema"] == "Membership"]
    assert all(set(x["member"] + x["organization"]) <= ids for x in memberships)
    belarus = [x for x in memberships if x["member"] == ["dragoman-BY"]]
    assert [(x["role"], x["startDate"]) for x in belarus] == [(["observer"], ["2015-07-10"]), (["member"], ["2024-07-04"])]
    assert belarus[0]["endDate"] == ["2024-07-04"]
    india = next(x for x in memberships if x["member"] == ["dragoman-IN"])
    assert ("startDate" in india, india["date"], india["status"]) == (False, ["2006"], ["as listed"])
    assert not [x for x in memberships if x["member"] in (["dragoman-MN"], ["dragoman-KG"])]


def test_statements_are_the_certain_memberships_with_an_address(kept: Ledger, tmp_path: Path) -> None:
    assert exchange.export_statements(kept.witnesses, tmp_path / "out", When.of("2025-01-01")) == 1
    assert (tmp_path / "out").read_text() == (
        'Q184\tP463\tQ485207\tP580\t+2024-07-04T00:00:00Z/11\tS854\t"https://steppe-wire.example/2024-07-04"\n'
    )


def cow_table(path: Path) -> Path:
    path.write_text(
        "ccode,year,state,sco,nato,nosuchbody\n365,2001,RUS,1,0,1\n365,2002,RUS,1,3,1\n710,2001,CHN,1,-1,0\n710,2003,CHN,-9,-1,0\n"
    )
    return path


def test_a_table_of_the_correlates_of_war_becomes_lists_of_a_reference_work(ledger: Ledger, tmp_path: Path) -> None:
    claims, unknown = exchange.import_cow(ledger.store, cow_table(tmp_path / "state_year_format3.csv"))
    assert (claims, unknown) == (3, ["nosuchbody"])
    row = ledger.standing("RU", "sco", When.of("2002-06-01")).rows[0]
    assert (row.what["rank"], row.certainty, row.listed) == ("member", "as listed", "Correlates of War IGO data, edition of 2002")
    assert ledger.standing("RU", "nato", When.of("2002-06-01")).rows[0].what["rank"] == "observer"
    assert exchange.import_cow(ledger.store, tmp_path / "state_year_format3.csv")[0] == 0


def test_another_table_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadLedger, match="ccode and year"):
        exchange.import_cow(ledger.store, tmp_path / "other.csv")


@pytest.mark.parametrize(("column", "id"), [("un", "un"), ("nato", "nato"), ("opec", "opec"), ("coe", "council-of-europe"), ("zzz", None)])
def test_the_columns_name_organisations(column: str, id: str | None) -> None:
    assert organisation_of(column) == id


@pytest.mark.skipif(importlib.util.find_spec("duckdb") is not None, reason="duckdb is installed")
def test_without_duckdb_parquet_says_what_to_install(kept: Ledger, tmp_path: Path) -> None:
    with pytest.raises(BadLedger, match="analytics"):
        exchange.export_parquet(kept.store, tmp_path / "out")


@pytest.mark.skipif(importlib.util.find_spec("duckdb") is None, reason="needs the extra analytics (duckdb)")
def test_parquet_has_the_rows_of_the_tables(kept: Ledger, tmp_path: Path) -> None:
    counts = exchange.export_parquet(kept.store, tmp_path / "out")
    assert counts == {"articles": 5, "claims": 5, "judgements": 1}
    assert {x.name for x in (tmp_path / "out").iterdir()} == {f"{x}.parquet" for x in counts}
