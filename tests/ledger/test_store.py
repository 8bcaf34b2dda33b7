"""The store: append-only, idempotent, atomic, with three times; and a clear word for whatever is no ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select

from dragoman.errors import BadLedger, UnknownName, UnsoundClaim
from dragoman.ledger import Ledger, When, keeping
from dragoman.ledger import opening as opening_module
from dragoman.ledger.opening import HEAD, MARK
from dragoman.ledger.tables import DERIVED
from dragoman.model import Date, Filler, Judgement, Span


def test_reading_twice_adds_nothing(ledger: Ledger, desk: Any) -> None:
    page = desk.page("2024-07-04", desk.membership("sco", "BY", change="joined"), desk.membership("sco", "IN PK", change="joined"))
    assert [ledger.append(page), ledger.append(page)] == [2, 0]
    assert ledger.counts()["claims"] == {"membership": 2}


def test_what_comes_out_equals_what_went_in(ledger: Ledger, desk: Any) -> None:
    page, claims = desk.page("2024-07-03/2024-07-04", desk.membership("sco", "IN PK", rank="member", change="joined", valid_from="2017"),
                             agencies=("TASS", "Xinhua"), title="A title", photo_credit="A hand")  # fmt: skip
    ledger.append((page, claims))
    assert ledger.article(page.id) == page
    assert ledger.claim(claims[0].id) == claims[0]
    assert list(ledger.claims(entity="PK", role="member")) == claims
    assert list(ledger.articles()) == [page]


def test_a_claim_that_points_at_no_words_is_refused_and_nothing_of_its_page_is_written(ledger: Ledger, desk: Any) -> None:
    page, claims = desk.page("2024-07-04", desk.membership("sco", "BY", change="joined"), desk.membership("sco", "IN", change="joined"))
    beyond = replace(claims[1], evidence=Span(5, 10_000), id="")
    with pytest.raises(UnsoundClaim, match="no words to point at"):
        ledger.append((page, [claims[0], beyond]))
    assert ledger.article(page.id) is None
    assert ledger.counts()["claims"] == {}


def test_a_role_whose_words_do_not_stand_there_is_refused(ledger: Ledger, desk: Any) -> None:
    page, claims = desk.page("2024-07-04", desk.membership("sco", "BY", change="joined"))
    invented = replace(claims[0], roles={**claims[0].roles, "member": (Filler(Span(0, 3), "Minsk", "BY"),)}, id="")
    with pytest.raises(UnsoundClaim, match="Minsk"):
        ledger.append((page, [invented]))


def test_a_claim_of_another_page_is_refused(ledger: Ledger, desk: Any) -> None:
    one, other = (desk.page(day, desk.membership("sco", "BY", change="joined")) for day in ("2024-07-04", "2024-07-05"))
    with pytest.raises(UnsoundClaim, match="belongs to article"):
        ledger.append((one[0], other[1]))


def test_a_bulk_append_writes_whole_pages_up_to_the_bad_one_or_none_of_its_batch(ledger: Ledger, desk: Any) -> None:
    good = [desk.page(f"2024-07-{i:02}", desk.membership("sco", "BY", change="joined")) for i in range(1, 10)]
    page, claims = desk.page("2024-07-20", desk.membership("sco", "BY", change="joined"))
    with pytest.raises(UnsoundClaim):
        ledger.append_all([*good, (page, [replace(claims[0], evidence=Span(5, 10_000), id="")])])
    assert ledger.counts()["articles"] == 0
    assert ledger.append_all(good) == 9


def test_recorded_bounds_what_this_ledger_knew_whatever_was_published(ledger: Ledger, desk: Any) -> None:
    ledger.append(
        desk.page("2019-01-02", desk.membership("opec", "QA", change="left", valid_from="2019-01-01")), "2025-01-01T00:00:00+00:00"
    )
    assert ledger.standing("QA", "opec", When.of("2020-01-01", recorded="2024-12-31")).rows[0].certainty == "unknown"
    assert ledger.standing("QA", "opec", When.of("2020-01-01", recorded="2025-01-01")).rows[0].certainty == "not"


def test_a_page_recorded_later_does_not_make_an_earlier_day_ignorant(ledger: Ledger, desk: Any) -> None:
    ledger.append(
        desk.page("2019-01-02", desk.membership("opec", "QA", change="left", valid_from="2019-01-01")), "2025-01-01T00:00:00+00:00"
    )
    assert ledger.standing("QA", "opec", When.of("2019-01-03", "2019-01-03")).rows[0].certainty == "not"


def test_a_judgement_on_no_claim_and_a_verdict_that_is_none_are_refused(ledger: Ledger, desk: Any) -> None:
    page = desk.page("2024-07-04", desk.membership("sco", "BY", change="joined"))
    ledger.append(page)
    with pytest.raises(UnsoundClaim, match="no claim"):
        ledger.judge([Judgement("nothing", "wrong", "a reader", "2024-07-05T00:00:00+00:00")])
    with pytest.raises(UnsoundClaim, match="no verdict"):
        ledger.judge([Judgement(page[1][0].id, "bad", "a reader", "2024-07-05T00:00:00+00:00")])
    said = Judgement(page[1][0].id, "correct", "a reader", "2024-07-05T00:00:00+00:00")
    assert [ledger.judge([said]), ledger.judge([said])] == [1, 0]


def test_explaining_a_claim_shows_its_words_and_what_the_answers_make_of_it(ledger: Ledger, desk: Any) -> None:
    listing = desk.listing("sco", "IN", "observer", 2006, 2025)
    page = desk.page("2024-07-01", desk.membership("sco", "IN", "India joined in 2017.", change="joined", valid_from="2017"),
                     text="It is told that India joined in 2017. So it was.")  # fmt: skip
    ledger.append_all([listing, page])
    what = ledger.explain(page[1][0].id).rows[0].what
    assert (what["before"], what["words"], what["after"]) == ("It is told that ", "India joined in 2017.", " So it was.")
    assert [(x["question"], x["use"]) for x in what["used_in"]] == [("standing", "used")]
    aside = ledger.explain(listing[1][0].id, When.of("2020-01-01", "2024-07-02")).rows[0].what["used_in"][0]
    assert (aside["use"], aside["rule"]) == ("set aside", 3)
    with pytest.raises(UnknownName):
        ledger.explain("nothing")


def test_the_steps_of_the_tables_end_at_the_one_this_programme_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening_module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_tables_made_by_the_steps_are_those_declared(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from dragoman.ledger.tables import metadata

    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.begin() as connection:
        opening_module.migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    with Ledger.open(str(tmp_path / "a.sqlite"), base=False) as ledger:
        assert ledger.counts()["articles"] == 0


def test_a_file_is_a_ledger_again_when_opened_a_second_time(tmp_path: Path, desk: Any) -> None:
    path = str(tmp_path / "a.sqlite")
    with Ledger.open(path, base=False) as ledger:
        ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", change="joined")))
    with Ledger.open(path) as ledger:  # one that began without the base record stays without
        assert (ledger.counts()["articles"], ledger.counts()["base_claims"]) == (1, 0)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == MARK
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def _text(path: Path) -> None:
    path.write_text("this is no ledger, only a letter of some length")


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    Ledger.open(str(path), base=False).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


def _folder(path: Path) -> None:
    path.mkdir()


def _damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 200)


@pytest.mark.parametrize(
    ("make", "says"),
    [(_text, "no SQLite file"), (_other_database, "not a ledger: it holds recipes"), (_newer, "newer Dragoman"), (_folder, "is a folder"),
     (_damaged, "cannot be opened")],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_with_a_clear_word_and_not_touched(tmp_path: Path, make: Callable[[Path], None], says: str) -> None:
    path = tmp_path / "thing.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BadLedger, match=says):
        Ledger.open(str(path))
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_missing_folder_and_a_read_only_one_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadLedger, match=r"nowhere does not exist"):
        Ledger.open(str(tmp_path / "nowhere" / "a.sqlite"))
    monkeypatch.setattr(opening_module.os, "access", lambda *_: False)
    with pytest.raises(BadLedger, match="read-only"):
        Ledger.open(str(tmp_path / "a.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_opening_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BadLedger("no")

    monkeypatch.setattr(opening_module, "_make", refuse)
    with pytest.raises(BadLedger):
        Ledger.open(str(tmp_path / "a.sqlite"), base=False)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_base_record_is_not_half_there_and_is_loaded_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Any
) -> None:
    def broken() -> Any:
        yield desk.listing("sco", "IN", "observer", 2006, 2025)
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.gazetteer.base.record.record", lambda: iter(()))
    monkeypatch.setattr("dragoman.gazetteer.base.leaders.leaders", lambda: iter(()))
    monkeypatch.setattr("dragoman.gazetteer.base.articles_and_claims", broken)
    path = str(tmp_path / "a.sqlite")
    with pytest.raises(KeyboardInterrupt):
        Ledger.open(path)
    monkeypatch.setattr("dragoman.gazetteer.base.articles_and_claims", lambda: iter([desk.listing("sco", "IN", "observer", 2006, 2025)]))
    with Ledger.open(path) as ledger:
        assert ledger.counts()["base_claims"] == 1


@pytest.mark.parametrize("url", ["nosuch://host/x", "postgresql+nodriver://host/x"])
def test_a_database_address_that_cannot_be_understood_is_named(url: str) -> None:
    with pytest.raises(BadLedger):
        Ledger.open(url)


def test_rebuilding_what_is_derived_gives_the_same_rows_and_the_same_answers(ledger: Ledger, desk: Any) -> None:
    for day in ("2024-07-04", "2024-07-05"):
        ledger.append(desk.page(day, desk.membership("sco", "BY IN", change="joined"), desk.membership("brics", "BY", change="invited")))
    ledger.append(desk.listing("sco", "IN", "observer", 2006, 2025))

    def derived() -> list[Any]:
        with ledger.store.reading() as connection:
            return [connection.execute(select(x).order_by(*x.primary_key.columns)).all() for x in DERIVED]

    rows, answer = derived(), ledger.members("sco", When.of("2024-07-05")).json()
    assert ledger.rebuild() == sum(len(x) for x in rows)
    assert (derived(), ledger.members("sco", When.of("2024-07-05")).json()) == (rows, answer)


def test_a_backup_of_a_ledger_in_use_is_whole_and_restores(tmp_path: Path, desk: Any) -> None:
    with Ledger.open(str(tmp_path / "a.sqlite"), base=False) as ledger:
        ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", change="joined")))
        copy = ledger.backup(str(tmp_path / "copy.sqlite"))
        with pytest.raises(BadLedger, match="overwrites nothing"):
            ledger.backup(str(copy))
        answer = ledger.members("sco", When.of("2024-07-05")).json()
    keeping.restore(str(copy), str(tmp_path / "b.sqlite"))
    assert sqlite3.connect(tmp_path / "b.sqlite").execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with Ledger.open(str(tmp_path / "b.sqlite")) as again:
        assert again.members("sco", When.of("2024-07-05")).json() == answer
    _text(tmp_path / "letter.txt")
    with pytest.raises(BadLedger, match="no SQLite file"):
        keeping.restore(str(tmp_path / "letter.txt"), str(tmp_path / "c.sqlite"))


def test_two_writers_queue(tmp_path: Path, desk: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = str(tmp_path / "a.sqlite")
    Ledger.open(path, base=False).close()

    def write(n: int) -> int:
        with Ledger.open(path) as own:
            return sum(
                own.append(desk.page(f"2024-{n + 1:02}-{i:02}", desk.membership("sco", "BY", change="joined"))) for i in range(1, 11)
            )

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(write, range(3))) == 30


def test_a_new_ledger_holds_the_base_record(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.sqlite")) as ledger:
        assert ledger.counts()["base_claims"] > 15_000
        assert ledger.members("sco", When(Date("2020-01-01"))).rows
