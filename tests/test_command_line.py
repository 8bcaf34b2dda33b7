"""The command line as a person uses it: what it prints, its exit codes, and what it says when something is wrong."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT / "examples" / "news"
ARABIC, RUSSIAN = NEWS / "2024-07-04-ar-tenth-member.txt", NEWS / "2024-07-04-ru-tenth-member.txt"
ENGLISH = "Belarus joined the Shanghai Cooperation Organisation on 4 July 2024.\n"


@dataclass
class Done:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line in an empty folder, within this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)

    def run(*arguments: str, given: bytes | str = b"") -> Done:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "argv", ["dragoman", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return run


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with the base record and the sample news."""
    path = tmp_path_factory.mktemp("ledger") / "record.sqlite"
    subprocess.run([sys.executable, "-m", "dragoman", "add", str(NEWS), "--ledger", str(path)], check=True, capture_output=True)
    return str(path)


# What it prints


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_that_only_another_command_needs(option: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "dragoman", option]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    heavy = ("sqlalchemy", "starlette", "jinja2", "dragoman.claims", "dragoman.ledger.ledger", "dragoman.intake")
    assert not imported.intersection(heavy)


def test_reading_prints_the_article_then_its_claims(run: Run) -> None:
    done = run("read", "-", "--format", "jsonl", given=ENGLISH)
    article, *claims = done.lines
    assert done.code == 0
    assert (article["type"], article["language"]) == ("article", "en")
    joined = next(claim for claim in claims if claim["kind"] == "membership")
    assert joined["article"] == article["id"]
    evidence = joined["evidence"]
    assert isinstance(evidence, dict)
    assert ENGLISH[evidence["start"] : evidence["end"]] == evidence["text"]


def test_options_say_what_the_page_does_not(run: Run) -> None:
    told = {"published": "2024-07-05", "outlet": "The Caravan", "url": "https://caravan.example/1", "language": "en"}
    done = run("read", "-", *(x for key, value in told.items() for x in (f"--{key}", value)), given=ENGLISH)
    assert told.items() <= done.lines[0].items()


def test_reading_prints_one_json_array_or_rows_or_a_table(run: Run) -> None:
    as_json = run("read", str(ARABIC), str(RUSSIAN), "--format", "json")
    assert [page["language"] for page in json.loads(as_json.out)] == ["ar", "ru"]
    assert run("read", "-", "--format", "csv", given=ENGLISH).out.startswith("type,id,kind")
    assert "Belarus" in run("read", "-", "--format", "table", given=ENGLISH).out


def test_mentions_are_one_object_a_line(run: Run) -> None:
    found = run("mentions", "-", given=ENGLISH).lines
    state = next(x for x in found if x["kind"] == "state")
    date = next(x for x in found if x["kind"] == "date")
    assert (state["id"], state["label"], state["text"]) == ("BY", "Belarus", "Belarus")
    assert date["value"] == "2024-07-04"


def test_ids_given_in_json_lines_come_back(run: Run) -> None:
    line = json.dumps({"id": "page-7", "text": ENGLISH, "language": "en", "published": "2024-07-04"})
    done = run("read", "-", "--input", "jsonl", given=line)
    assert done.lines[0]["id"] == "page-7"
    assert {claim["article"] for claim in done.lines[1:]} == {"page-7"}


def test_html_pages_are_read(run: Run) -> None:
    body = f"<article><h1>Belarus joins</h1><p>{ENGLISH}</p></article>"
    html = f"<!doctype html><html lang=en><head><title>News</title></head><body>{body}</body></html>"
    done = run("read", "-", given=html)
    assert done.lines[0]["title"] == "Belarus joins"
    assert any(claim["kind"] == "membership" for claim in done.lines[1:])


def test_adding_twice_adds_nothing(run: Run) -> None:
    first = run("add", "-", "--no-base", "--published", "2024-07-05", given=ENGLISH)
    again = run("add", "-", "--no-base", "--published", "2024-07-05", given=ENGLISH)
    assert (first.code, again.code) == (0, 0)
    assert "0 of them new" in again.out
    assert "0 of them new" not in first.out


QUESTIONS = (
    "members sco", "history BY sco", "chair sco", "offices KZ", "meetings sco", "meetings", "statements --about sco", "documents sco",
    "founded sco", "shared IN PK", "ties sco", "numbers", "changes --since 2024-07-03", "disputes",
)  # fmt: skip
ASKED = [*((question, "table") for question in QUESTIONS), *((QUESTIONS[i], form) for i in (0, 4) for form in ("json", "jsonl", "csv"))]


@pytest.mark.parametrize(("question", "form"), ASKED)
def test_every_question_answers(run: Run, ledger: str, question: str, form: str) -> None:
    done = run(*question.split(), "--ledger", ledger, "--format", form, "--on", "2024-07-10")
    assert (done.code, done.err) == (0, "")
    if form == "json":
        assert json.loads(done.out)["question"] == question.split()[0]
    if form == "jsonl":
        assert {line["line"] for line in done.lines} <= {"row", "beside", "dispute", "claim"}


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
def test_tables_speak_the_reader_s_language(run: Run, ledger: str, lang: str) -> None:
    done = run("members", "sco", "--ledger", ledger, "--on", "2024-07-10", "--lang", lang, "--format", "table")
    from dragoman.gazetteer import load

    assert load().label("BY", lang) in done.out
    assert len(done.out.splitlines()) > 10


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_every_heading_of_a_table_is_in_the_reader_s_language(lang: str) -> None:
    from dragoman.printing import COLUMNS, Printer

    headings = {name: Printer("table", lang).heading(name) for columns in COLUMNS.values() for name in columns}
    assert [name for name, told in headings.items() if told.isascii()] == []


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
def test_a_table_tells_offices_in_the_reader_s_language(run: Run, ledger: str, lang: str) -> None:
    from dragoman.views.words import Words

    done = run("terms", "sco", "--ledger", ledger, "--on", "2024-07-10", "--lang", lang, "--format", "table")
    assert str(Words(lang).raw("office.secretary-general")) in done.out


def test_an_organisation_is_known_by_its_names_in_three_languages(run: Run, ledger: str) -> None:
    from dragoman.gazetteer import load

    names = ["sco", "SCO", *(load().label("sco", lang) for lang in ("ar", "ru", "en"))]
    answers = {run("chair", name, "--ledger", ledger, "--format", "json", "--on", "2024-07-10").out for name in names}
    assert len(answers) == 1


def test_a_claim_is_explained_by_its_id(run: Run, ledger: str) -> None:
    lines = run("chair", "sco", "--ledger", ledger, "--format", "jsonl", "--on", "2024-07-10").lines
    claim = next(line["id"] for line in lines if line["line"] == "claim")
    done = run("explain", str(claim), "--ledger", ledger, "--format", "json")
    assert json.loads(done.out)["cited"][claim]["rule"]


def test_the_ledger_is_named_by_the_environment(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_LEDGER", ledger)
    assert run("chair", "sco", "--on", "2024-07-10").code == 0
    assert not list(tmp_path.iterdir())


def test_a_backup_is_a_ledger_again(run: Run, ledger: str, tmp_path: Path) -> None:
    asked = ("chair", "sco", "--on", "2024-07-10", "--format", "json")
    assert run("backup", "copy.sqlite", "--ledger", ledger).code == 0
    assert run("restore", "copy.sqlite", "--ledger", "again.sqlite").code == 0
    assert run("rebuild", "--ledger", "again.sqlite").code == 0
    assert run(*asked, "--ledger", "again.sqlite").out == run(*asked, "--ledger", ledger).out


def test_doctor_finds_all_in_place(run: Run, ledger: str) -> None:
    done = run("doctor", "--ledger", ledger)
    assert done.code == 0
    assert "base record" in done.out


def test_the_demonstration_shows_what_changed(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--no-serve")
    assert done.code == 0, done.err
    corrections, _, rest = done.out.partition("Expected, and confirmed since:")
    confirmed, _, disagreements = rest.partition("Open disagreements:")
    assert "India" in corrections
    assert "Iran" in corrections
    assert "Belarus" in confirmed
    assert "3 July 2024" in disagreements
    assert (tmp_path / "dragoman-demo.sqlite").exists()


# What it says when something is wrong


def refused(done: Done, code: int, *said: str) -> None:
    """Nothing on standard output, one clear sentence on standard error, the exit code; no traceback."""
    assert done.code == code, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    for words in said:
        assert words in done.err


def test_an_empty_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    refused(run("read", "empty.txt"), 1, "empty.txt is empty")
    refused(run("read", given=b" \n"), 1, "standard input is empty")


def test_a_binary_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n...")
    refused(run("read", "picture.txt"), 1, "picture.txt", "a picture")
    refused(run("read", "noise.txt"), 1, "noise.txt", "Save it as UTF-8")
    refused(run("read", "paper.pdf"), 1, "PDF", "give its text")


@pytest.mark.parametrize(("page", "encoding", "label"), [
    (ARABIC, "windows-1256", "utf-8"), (ARABIC, "windows-1256", "koi8-r"), (ARABIC, "iso-8859-6", "windows-1256"),
    (ARABIC, "utf-16-le", "utf-8"), (RUSSIAN, "koi8-r", "windows-1251"), (RUSSIAN, "windows-1251", "koi8-r"),
    (RUSSIAN, "koi8-r", "utf-8"), (RUSSIAN, "windows-1251", "iso-8859-1"),
])  # fmt: skip
def test_a_mislabelled_page_is_repaired_with_a_warning(run: Run, tmp_path: Path, page: Path, encoding: str, label: str) -> None:
    text = page.read_text(encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    html = f"<html><head><meta charset={label}></head><body>{paragraphs}</body></html>"
    (tmp_path / "page.html").write_bytes(html.encode(encoding, "replace"))
    done = run("read", "page.html", "--published", "2024-07-04")
    whole = run("read", str(page), "--published", "2024-07-04")
    assert done.code == 0
    assert encoding in str(done.lines[0]["warnings"])
    read = [sum(claim["kind"] == "membership" for claim in x.lines[1:]) for x in (done, whole)]  # some lack our quotation marks
    assert read[0] == read[1] > 0


def test_a_page_without_a_date_is_read_and_says_so(run: Run) -> None:
    done = run("read", "-", given="The Shanghai Cooperation Organisation has ten members.")
    assert done.code == 0
    assert done.lines[0]["published"] is None


def test_a_language_that_is_not_read(run: Run) -> None:
    french = "Le président a déclaré que la France est membre de l'organisation et que les ministres se sont réunis."
    refused(run("read", "-", given=french), 1, "French (fr)", "Arabic (ar), Russian (ru) and English (en)")
    refused(run("read", "-", "--language", "tr", given=ENGLISH), 2, "Turkish (tr)")


def test_a_source_that_does_not_exist(run: Run) -> None:
    refused(run("read", "nowhere.txt"), 1, "nowhere.txt does not exist")


def test_a_folder_without_pages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    refused(run("read", "pages"), 1, "pages holds no file to read", ".txt")


def test_bad_json_lines_are_told_by_number_and_the_others_read(run: Run) -> None:
    rows = [json.dumps({"id": "a", "text": ENGLISH}), "{broken", json.dumps({"id": "b"}), json.dumps({"id": "c", "text": ENGLISH})]
    given = "\n".join(rows)
    done = run("read", "-", "--input", "jsonl", given=given)
    assert done.code == 1
    assert [line["id"] for line in done.lines if line["type"] == "article"] == ["a", "c"]
    assert "line 2" in done.err
    assert "line 3" in done.err


def test_one_bad_page_does_not_keep_the_others_out_of_the_ledger(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("")
    (tmp_path / "pages" / "b.txt").write_text(ENGLISH)
    done = run("add", "pages", "--no-base")
    assert done.code == 1
    assert "1 pages read" in done.out
    assert "a.txt is empty" in done.err


def test_a_file_that_is_no_ledger(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes")
    refused(run("members", "sco", "--ledger", "notes.txt"), 1, "notes.txt is not a ledger")
    refused(run("add", "-", "--ledger", "notes.txt", given=ENGLISH), 1, "notes.txt is not a ledger")
    assert (tmp_path / "notes.txt").read_text() == "my notes"


def test_a_database_that_is_no_ledger(run: Run, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("CREATE TABLE shopping (item TEXT)")
    other.close()
    before = (tmp_path / "other.sqlite").read_bytes()
    refused(run("members", "sco", "--ledger", "other.sqlite"), 1, "not a ledger", "shopping")
    assert (tmp_path / "other.sqlite").read_bytes() == before


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):  # the superuser may write anywhere: let the check say what it would say to others
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == folder and mode & os.W_OK) and allowed(path, mode))
    monkeypatch.chdir(tmp_path)
    refused(run("add", "-", "--ledger", str(folder / "record.sqlite"), given=ENGLISH), 1, "read-only", "--ledger")
    folder.chmod(stat.S_IRWXU)
    assert list(folder.iterdir()) == []


def test_a_folder_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    refused(run("members", "sco", "--ledger", "no/such/record.sqlite"), 1, "does not exist")
    assert not (tmp_path / "no").exists()


def test_an_unknown_organisation_suggests_the_nearest_and_makes_no_ledger(run: Run, tmp_path: Path) -> None:
    refused(run("members", "Shanghai Corporation Organisation"), 2, "Shanghai Corporation Organisation", "Did you mean", "sco")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--on", "--known"])
def test_a_day_that_is_none(run: Run, tmp_path: Path, option: str) -> None:
    refused(run("members", "sco", option, "2024-13-40"), 2, "2024-13-40", "Write 2024, 2024-07, 2024-07-04")
    assert list(tmp_path.iterdir()) == []


def test_a_moment_of_recording_that_is_none(run: Run) -> None:
    refused(run("members", "sco", "--recorded", "yesterday"), 2, "yesterday")


def test_a_day_of_publication_that_is_none(run: Run) -> None:
    refused(run("read", "-", "--published", "2024-02-30", given=ENGLISH), 2, "2024-02-30")


def test_an_unknown_format_or_claim(run: Run, ledger: str) -> None:
    refused(run("members", "sco", "--format", "xml"), 2, "table, json, jsonl, csv")
    refused(run("explain", "0123", "--ledger", ledger), 2, "0123")


def test_a_backup_overwrites_nothing(run: Run, ledger: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused(run("backup", "mine.txt", "--ledger", ledger), 1, "exists already")
    refused(run("restore", "mine.txt", "--ledger", "new.sqlite"), 1, "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "new.sqlite").exists()
    refused(run("backup", "b.sqlite", "--ledger", "none.sqlite"), 1, "none.sqlite does not exist")


def test_a_reader_that_goes_away_is_no_error(ledger: str) -> None:
    asking = f"{sys.executable} -m dragoman members un --ledger {ledger} --format jsonl | head -1"
    done = subprocess.run(asking, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_port_that_is_taken(run: Run, ledger: str) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(run("serve", "--port", str(port), "--ledger", ledger), 2, str(port), "--port")


@pytest.mark.parametrize("lang", ["ar", "ru"])
@pytest.mark.parametrize("question", ["members sco", "shared BY KZ", "memberships BY", "history IN sco", "corrections"])
def test_no_code_and_no_english_line_of_the_record_stands_in_a_table(run: Run, ledger: str, lang: str, question: str) -> None:
    from dragoman.views.words import Words

    told = run(*question.split(), "--ledger", ledger, "--on", "2024-07-10", "--lang", lang, "--format", "table").out
    assert not any(x in told for x in ("Source:", "editions", "Factbook", "BY:", "KZ:", ": member", "not member"))
    assert str(Words(lang).raw("rank.member")) in told


def test_an_empty_answer_says_so_in_words(run: Run, ledger: str) -> None:
    from dragoman.views.words import Words

    for lang in ("ar", "ru", "en"):
        told = run("documents", "opec", "--ledger", ledger, "--lang", lang, "--format", "table", "--on", "2001-01-01").out
        assert told.strip() == Words(lang).raw("briefing.no_words")


def test_a_ledger_that_was_not_there_is_named(run: Run, tmp_path: Path) -> None:
    new = str(tmp_path / "mistyped.sqlite")
    first = run("chair", "sco", "--ledger", new, "--no-base", "--format", "json")
    assert f"{new} was not there" in first.err
    assert json.loads(first.out)["rows"] == []
    assert run("chair", "sco", "--ledger", new, "--format", "json").err == ""


@pytest.mark.parametrize("day", ["2024-07-05", "5 July 2024", "05.07.2024"])
def test_a_day_is_typed_as_one_writes_it(run: Run, tmp_path: Path, day: str) -> None:
    book = str(tmp_path / "book.sqlite")
    run("add", "-", "--published", "5 July 2024", "--no-base", "--ledger", book, given=ENGLISH)
    told = run("members", "sco", "--on", day, "--ledger", book, "--format", "json")
    assert json.loads(told.out)["when"]["on"] == "2024-07-05"
    assert [x["member"]["id"] for x in json.loads(told.out)["rows"]] == ["BY"]


def test_a_day_that_may_be_two_is_named(run: Run, tmp_path: Path) -> None:
    told = run("members", "sco", "--on", "5/7/2024", "--no-base", "--ledger", str(tmp_path / "book.sqlite"))
    assert told.code == 2
    assert "5/7/2024" in told.err
