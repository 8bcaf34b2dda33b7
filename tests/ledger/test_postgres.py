"""The ledger on PostgreSQL answers as on SQLite. A server of its own is started where one is installed, or DRAGOMAN_POSTGRES names one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import UnsoundClaim
from dragoman.ledger import Ledger, When, exchange
from dragoman.ledger.spoken import Index
from dragoman.ledger.store import _write
from dragoman.model import Article, Date, Judgement, Reading

pytestmark = pytest.mark.postgres
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))


def _run(*words: str | Path) -> None:
    """Runs a program of the server; as its own user where we are root, which it refuses to be."""
    as_whom: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run([str(x) for x in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/", **as_whom)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a database server, which is stopped at the end if it is our own."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("needs the extra postgres (psycopg)")
    if given := os.environ.get("DRAGOMAN_POSTGRES"):
        yield given
        return
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed; or name a server in DRAGOMAN_POSTGRES")
    programs, folder = PROGRAMS[-1].parent, Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run(programs / "initdb", "--auth=trust", "--username=dragoman", "--encoding=UTF8", "--no-sync", "--pgdata", folder / "data")
        quick = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(programs / "pg_ctl", "start", "--wait", "--pgdata", folder / "data", "--log", folder / "log", "--options", quick)
        try:
            folder.chmod(0o755)
            yield f"postgresql://dragoman@/postgres?host={folder}"
        finally:
            _run(programs / "pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def url(server: str) -> str:
    """The address of an empty schema of its own."""
    from sqlalchemy import create_engine, text

    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


@pytest.fixture
def two(url: str) -> Iterator[tuple[Ledger, Ledger]]:
    """An empty ledger on the server, and one in memory."""
    with Ledger.open(url, base=False) as one, Ledger.open(":memory:", base=False) as other:
        yield one, other


def pages(desk: Any) -> list[Any]:
    joined = desk.membership("sco", "BY", rank="member", change="joined", valid_from="2024-07-04")
    summit = desk.fact("meeting", "A summit in Astana.", {"organisation": "sco", "city": "astana"}, type="summit", valid_from="2024-07-04")
    return [
        desk.page("2015-07-10", desk.membership("sco", "BY", rank="observer", change="granted", valid_from="2015-07-10")),
        desk.page("2024-07-04", joined, outlet="Steppe Wire"),
        desk.page("2024-07-05", summit),
        desk.page("2024-07-06", desk.fact("statement", "He said: good.", {"speaker": "=He", "about": "sco"}, verb="said")),
        desk.listing("sco", "IN", "observer", 2006, 2025),
    ]


def said(ledger: Ledger) -> list[Any]:
    """Answers to all kinds of questions, without the moments of recording."""
    when = When.of("2024-08-01", "2024-08-01")
    answers = (ledger.members("sco", when, "all"), ledger.history("BY", "sco", when), ledger.meetings("sco", when), ledger.disputes(when),
               ledger.statements(when=when, about="sco"), ledger.memberships("BY", when), ledger.corrections(when))  # fmt: skip
    return [[x.json() for x in (*a.rows, *a.beside)] + [x.json() for x in a.disputes] for a in answers]


def test_it_answers_as_in_memory(two: tuple[Ledger, Ledger], desk: Any) -> None:
    for ledger in two:
        assert ledger.append_all(pages(desk)) == 5
        assert ledger.append_all(pages(desk)) == 0
    assert said(two[0]) == said(two[1])
    assert two[0].counts() == two[1].counts()


def test_what_was_said_is_found_by_its_words(two: tuple[Ledger, Ledger], desk: Any) -> None:
    for ledger in two:
        index = Index(ledger.store, "a", lambda x: x.evidence.lower().strip(".").replace(":", "").split())
        ledger.append_all(pages(desk))
        assert [len(index.find(x)) for x in ([], [["good"]], [["good", "bad"], ["said"]], [["bad"]])] == [1, 1, 1, 0]
        ledger.append(desk.page("2024-07-07", desk.fact("statement", "She said: bad.", {"speaker": "=She"}, verb="said")))
        assert index.find([["bad"]])[:] == index.find([])[:1]
        assert len(index.find([], until="2024-07-06", recorded="2999")) == 1
        ledger.rebuild()
        assert len(index.find([["bad"]])) == 1
        assert len(Index(ledger.store, "b", lambda x: ["all"]).find([["all"]])) == 2


def test_what_was_appended_is_seen_at_once_by_who_asked_before(two: tuple[Ledger, Ledger], desk: Any) -> None:
    ledger, when = two[0], When.of("2024-08-01")
    first, *rest = pages(desk)
    ledger.append(first)
    assert ledger.standing("BY", "sco", when).rows[0].what["rank"] == "observer"
    ledger.append_all(rest)
    assert ledger.standing("BY", "sco", when).rows[0].what["rank"] == "member"


def test_a_judged_claim_leaves_the_answers(two: tuple[Ledger, Ledger], desk: Any) -> None:
    for ledger in two:
        ledger.append_all(pages(desk))
        joined = next(x for x in ledger.claims(kind="membership", entity="BY") if x.qualifiers["change"] == "joined")
        ledger.judge([Judgement(joined.id, "wrong", "a reader", "2024-07-07T00:00:00+00:00")])
    assert said(two[0]) == said(two[1])
    assert two[0].standing("BY", "sco", When.of("2024-08-01")).rows[0].what["rank"] == "observer"


def test_what_was_made_of_one_organisation_outlives_a_page_on_another(two: tuple[Ledger, Ledger], desk: Any, url: str) -> None:
    def kept(ledger: Ledger) -> list[object]:
        return [ledger.witnesses.memory.keep(("kept", org), object, lambda _: 1, (org,)) for org in ("sco", "brics")]

    ledger, when = two[0], When.of("2024-08-01")
    pages = [desk.page("2017-06-10", desk.membership(x, "IN", change="joined", valid_from="2017-06-09")) for x in ("sco", "brics")]
    ledger.append_all(pages)
    before, mark = kept(ledger), ledger.state()
    assert kept(ledger) == before
    with Ledger.open(url, base=False) as writer:  # somebody else's
        writer.append(desk.page("2017-06-12", desk.membership("brics", "PK", change="joined")))
    assert ledger.state() != mark
    sco, brics = kept(ledger)
    assert sco is before[0]
    assert brics is not before[1]
    assert [x.what["member"]["id"] for x in ledger.members("brics", when).rows] == ["IN", "PK"]
    ledger.judge([Judgement(pages[0][1][0].id, "wrong", "a reader", "2024-07-07T00:00:00+00:00")])
    assert kept(ledger)[1] is brics
    assert kept(ledger)[0] is not sco
    assert ledger.members("sco", when).rows == ()


def test_what_is_committed_late_is_seen_though_it_was_begun_before_others(two: tuple[Ledger, Ledger], desk: Any) -> None:
    ledger, when = two[0], When.of("2024-08-01")
    told = (("2017-06-10", "IN"), ("2017-06-11", "PK"))
    first, second = (desk.page(day, desk.membership("sco", state, change="joined")) for day, state in told)
    with ledger.store.writing(whole=True) as connection:
        _write(connection, [first], "2024-01-01T00:00:00+00:00", False)
        other = threading.Thread(target=ledger.append, args=(second,))
        other.start()
        other.join(60)
        assert [x.what["member"]["id"] for x in ledger.members("sco", when).rows] == ["PK"]
        mark = ledger.state()
    assert ledger.state() != mark
    assert [x.what["member"]["id"] for x in ledger.members("sco", when).rows] == ["IN", "PK"]


def test_a_page_with_an_unsound_claim_is_not_half_there(two: tuple[Ledger, Ledger], desk: Any) -> None:
    article, claims = pages(desk)[0]
    other = desk.page("2024-07-09", desk.membership("sco", "MN"))[1]
    with pytest.raises(UnsoundClaim):
        two[0].append((article, [*claims, *other]))
    assert two[0].counts()["articles"] == 0


def test_a_second_opening_finds_what_was_written(two: tuple[Ledger, Ledger], url: str, desk: Any) -> None:
    two[0].append_all(pages(desk))
    with Ledger.open(url, base=False) as again:
        assert said(again) == said(two[0])


def test_copies_are_found_and_the_index_of_them_is_made_again_and_in_an_older_ledger(two: tuple[Ledger, Ledger], url: str) -> None:
    def page(site: str) -> Reading:
        words = " ".join(f"word{x}" for x in range(60))
        return Reading(Article(f"{site} {words}", "en", url=f"https://{site}.example/", published=Date("2024-07-04")), (), ())

    ledger = two[0]
    ledger.append_all(map(page, "ab"))
    other = page("c").article
    found = [x.id for x in ledger.copies(other)]
    assert sorted(found) == sorted(page(x).article.id for x in "ab")
    ledger.rebuild()
    assert [x.id for x in ledger.copies(other)] == found
    with ledger.store.writing() as connection:
        for table in ("likenesses", "tellings", "alike", "touches"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE articles DROP COLUMN head")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    with Ledger.open(url, base=False) as again:
        assert [x.id for x in again.copies(other)] == found


def test_rebuilding_changes_no_answer(two: tuple[Ledger, Ledger], desk: Any) -> None:
    two[0].append_all(pages(desk))
    before = said(two[0])
    assert two[0].rebuild() > 0
    assert said(two[0]) == before


def test_a_ledger_moves_from_the_server_to_a_file(two: tuple[Ledger, Ledger], desk: Any, tmp_path: Path) -> None:
    two[0].append_all(pages(desk))
    exchange.export_lines(two[0].store, tmp_path / "out.jsonl")
    assert exchange.import_lines(two[1].store, tmp_path / "out.jsonl") == (5, 0)
    assert said(two[0]) == said(two[1])


def test_the_base_record_loads(url: str) -> None:
    with Ledger.open(url) as ledger:
        assert ledger.counts()["base_claims"] > 18_000
        assert len(ledger.members("nato", When.of("2024-06-01")).rows) == 32
