"""The sample news in examples/ are read as a careful reader reads them: `expected.toml` beside the pages lists the facts, one a line.

Each fact is one test. The facts that are known to be missed are listed in `missed.txt`, and a test tells when one of them is read after
all. What must never happen has no such list: a membership, chairmanship or founding that is not on the page.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.ledger import Answer, Ledger, When
from dragoman.model import FACTUAL, Article, Attribution, Claim, Date, Filler, Reading, Span

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "examples/news", *sorted(path.parent for path in (ROOT / "examples/sequences").glob("*/pages.toml"))]
ROLES = {"organisation", "member", "holder", "person", "body", "guest", "city", "place", "founder", "venue", "actor", "speaker", "party",
         "a", "b", "title"}  # fmt: skip
CLOSED = {"membership": "member", "chairmanship": "holder", "founding": "organisation"}  # kinds listed whole, by their own role
OUT, SUSPENDED, ASKED = {"left"}, {"suspended"}, {"applied", "invited"}
Read = Callable[["Page"], Reading]
MARKS = " ,.\u060c"  # what may end a quotation inside its marks; the last is the Arabic comma
LINE = re.compile(r"- (?P<optional>\? )?(?P<kind>\w+)(?P<rest>.*)")
PAIR = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))')


@dataclass(frozen=True)
class Fact:
    """One line of expected.toml: a fact on a page, with the words that show it."""

    line: str
    kind: str
    optional: bool
    values: dict[str, list[str]] = field(hash=False)

    def one(self, key: str) -> str | None:
        return self.values.get(key, [None])[0]


@dataclass(frozen=True)
class Page:
    """A sample page: its text, what pages.toml says of it, and the facts on it."""

    path: Path
    about: dict[str, Any] = field(hash=False)
    expected: dict[str, Any] = field(hash=False)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT / "examples").as_posix()

    @functools.cached_property
    def facts(self) -> list[Fact]:
        return [fact_of(line) for line in self.expected["facts"].splitlines() if line.strip()]


def fact_of(line: str) -> Fact:
    found = LINE.fullmatch(line)
    assert found, f"no fact: {line}"
    values: dict[str, list[str]] = {}
    for key, words, word in PAIR.findall(found["rest"]):
        values.setdefault(key, []).append(words.replace('\\"', '"') if words else word)
    return Fact(line, found["kind"], bool(found["optional"]), values)


def pages() -> list[Page]:
    found = []
    for folder in FOLDERS:
        expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
        for about in tomllib.loads((folder / "pages.toml").read_text(encoding="utf-8"))["page"]:
            found.append(Page(folder / about["file"], about, expected.get(about["file"], {})))
    return found


PAGES = pages()
LINES = (Path(__file__).parent / "missed.txt").read_text(encoding="utf-8").splitlines()
MISSED = {line for line in LINES if line and not line.startswith("#")}


def key_of(page: Page, fact: Fact) -> str:
    """The line by which missed.txt names a fact: page, then the fact as expected.toml has it."""
    return f"{page.name} {fact.line}"


def known(name: str) -> list[pytest.MarkDecorator]:
    """The mark of what missed.txt names: it may fail, and is told when it passes."""
    return [pytest.mark.xfail(reason="known to be missed", strict=False)] if name in MISSED else []


@functools.cache
def reading(page: Page) -> Reading:
    about = page.about
    return dragoman.read(page.text, language=about["language"], published=about.get("published"), outlet=about["outlet"], url=about["url"])


def direction(change: str | None) -> str:
    """in · out · suspended · asked: what a change means for the standing."""
    return "out" if change in OUT else "suspended" if change in SUSPENDED else "asked" if change in ASKED else "in"


def fits_name(filler: Filler, wanted: str) -> bool:
    """Ids are equal, or the words wanted and those of the text are one inside the other."""
    return filler.id == wanted or wanted in filler.surface or (len(filler.surface) > 3 and filler.surface in wanted)


def fits_modality(fact: Fact, claim: Claim) -> bool:
    wanted = fact.one("modality")
    if wanted is None:  # a meeting's stage, a guest's manner and an office's day say themselves what is still to come
        return claim.modality in FACTUAL or fact.kind not in CLOSED
    same = next((alike for alike in ({"expected", "planned"}, {"cancelled", "denied"}) if wanted in alike), {wanted})
    return claim.modality in same


def fits_change(fact: Fact, claim: Claim) -> bool:
    """The change is the one wanted; to be granted a rank below membership is to join on that rung."""
    wanted, have = fact.one("change"), claim.qualifiers.get("change")
    return wanted is None or wanted == have or {wanted, have} == {"joined", "granted"}


def fits_quotes(fact: Fact, claim: Claim, text: str) -> bool:
    quotes = [quote["text"].strip(MARKS) for quote in claim.qualifiers.get("quotes", ())]
    if any(wanted.strip(MARKS) not in quotes for wanted in fact.values.get("quote", ())):
        return False
    reported = fact.one("reported")
    span = claim.qualifiers.get("reported")
    return reported is None or bool(span and Span(span["start"], span["end"]).overlaps(place_of(reported, text)))


def place_of(words: str, text: str) -> Span:
    at = text.find(words)
    assert at >= 0, f"not on the page: {words}"
    return Span(at, at + len(words))


def fits(fact: Fact, claim: Claim, text: str) -> bool:
    """Whether the claim says the fact, all but its list of parties (see `is_read`)."""
    if claim.kind != fact.kind or not fits_modality(fact, claim) or not fits_change(fact, claim) or not fits_quotes(fact, claim, text):
        return False
    if not claim.evidence.overlaps(place_of(fact.values["evidence"][0], text)):
        return False
    if fact.kind == "membership" and claim.qualifiers.get("rank", "member") != (fact.one("rank") or "member"):
        return False
    if any((wanted := fact.one(key)) and str(getattr(claim, key)) != wanted for key in ("valid_from", "valid_to")):
        return False
    if any((wanted := fact.one(key)) and str(claim.qualifiers.get(key)) != wanted
           for key in ("type", "stage", "ordinal", "action", "manner", "force", "operator")):  # fmt: skip
        return False
    return (fact.one("value") is None or float(claim.qualifiers.get("value", "nan")) == float(fact.values["value"][0])) and all(
        any(fits_name(filler, wanted) for filler in claim.fillers(role))
        for role in fact.values.keys() & ROLES - {LISTED.get(fact.kind)}
        for wanted in fact.values[role]
    )


LISTED = {"membership": "member", "attendance": "guest"}  # one line of expected.toml may list several, the reading may not


def is_read(fact: Fact, claims: tuple[Claim, ...], text: str) -> bool:
    good = [claim for claim in claims if fits(fact, claim, text)]
    role = LISTED.get(fact.kind, "")
    parties = [filler for claim in good for filler in claim.fillers(role)]
    return bool(good) and all(any(fits_name(filler, wanted) for filler in parties) for wanted in fact.values.get(role, ()))


def is_listed(claim: Claim, filler: Filler, facts: list[Fact]) -> bool:
    """Whether the page's list has this membership, chairmanship or founding: same parties, rank, direction, certainty; dates that agree."""
    for fact in facts:
        if fact.kind != claim.kind or (claim.modality in FACTUAL) != (fact.one("modality") is None):
            continue
        named = any(fits_name(filler, wanted) for wanted in fact.values[CLOSED[claim.kind]])
        organisation = any(fits_name(x, fact.values["organisation"][0]) for x in claim.fillers("organisation"))
        rank = claim.kind != "membership" or claim.qualifiers.get("rank", "member") == (fact.one("rank") or "member")
        mine, theirs = str(claim.valid_from or ""), fact.one("valid_from") or ""
        same_way = direction(claim.qualifiers.get("change")) == direction(fact.one("change"))
        if named and organisation and rank and same_way and (mine.startswith(theirs) or theirs.startswith(mine)):
            return True
    return False


EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
EACH_FACT = pytest.mark.parametrize(
    ("page", "fact"),
    [
        pytest.param(page, fact, id=f"{page.name}:{number}",
                     marks=known(key_of(page, fact)))
        for page in PAGES for number, fact in enumerate(page.facts) if not fact.optional
    ],
)  # fmt: skip


@EACH_PAGE
def test_every_page_has_its_facts_and_their_words_stand_on_it(page: Page) -> None:
    assert page.facts
    for fact in page.facts:
        for key in ("evidence", "quote", "reported", "venue", "title"):
            for words in fact.values.get(key, ()):
                assert words in page.text


def test_every_page_of_a_folder_is_listed_in_its_pages_toml() -> None:
    assert {page.path for page in PAGES} == {path for folder in FOLDERS for path in folder.glob("*.txt")}


def test_missed_txt_names_only_facts_and_answers_that_exist() -> None:
    facts = {key_of(page, fact) for page in PAGES for fact in page.facts}
    assert not MISSED - facts - {f"{how}{name}" for name, *_ in answers() for how in ("", "underlined ")}


@EACH_PAGE
def test_the_day_of_publication_is_found_or_taken_as_given(page: Page) -> None:
    assert str(reading(page).article.published) == page.expected["published"]


@EACH_PAGE
def test_the_agencies_named_as_source_are_in_the_chain(page: Page) -> None:
    chain = [agency.casefold() for agency in reading(page).article.agencies]
    assert all(agency.casefold() in chain for agency in page.expected.get("agencies", ()))


@EACH_FACT
def test_a_fact_on_the_page_is_read(page: Page, fact: Fact) -> None:
    if not is_read(fact, reading(page).claims, page.text):
        pytest.fail(fact.line, pytrace=False)


@EACH_PAGE
def test_no_membership_chairmanship_or_founding_is_read_that_is_not_on_the_page(page: Page) -> None:
    surplus = [
        f"{claim.kind} {claim.modality} {filler.surface} {claim.valid_from} «{claim.evidence.of(page.text)}» {claim.rule}"
        for claim in reading(page).claims if claim.kind in CLOSED
        for filler in claim.fillers(CLOSED[claim.kind]) if not is_listed(claim, filler, page.facts)
    ]  # fmt: skip
    assert not surplus


# What the record answers once a folder's pages are in a ledger: as underlined by hand and as read.


def underlined(page: Page) -> Reading:
    """The page's article with the memberships and chairmanships that expected.toml lists, as claims."""
    about, facts = page.about, [fact for fact in page.facts if fact.kind in CLOSED and not fact.optional]
    article = Article(page.text, about["language"], url=about["url"], outlet=about["outlet"], published=Date(page.expected["published"]))
    return Reading(article, claims=tuple(claim_of(fact, article) for fact in facts))


def claim_of(fact: Fact, article: Article) -> Claim:
    span = place_of(fact.values["evidence"][0], article.text)
    named = {role: names for role, names in fact.values.items() if role in ROLES}
    roles = {role: tuple(Filler(span, span.of(article.text), id=name) for name in names) for role, names in named.items()}
    words = {"change": fact.one("change") or ("joined" if fact.kind == "membership" else "holds")}
    if fact.kind == "membership":
        words["rank"] = fact.one("rank") or "member"
    modality = fact.one("modality") or "asserted"
    aspect = "plan" if modality in ("planned", "expected", "desired") else "state" if words["change"] in ("is", "holds") else "change"
    day = fact.one("valid_from")
    return Claim(fact.kind, roles, span, article.id, "underlined", words, Date(day) if day else None, aspect=aspect, modality=modality,
                 attribution=Attribution(speaker=fact.one("by")))  # fmt: skip


def answers() -> list[tuple[str, Path, dict[str, Any]]]:
    """The answers due: a name, the folder, the question with its answer."""
    found = []
    for folder in FOLDERS:
        for number, wanted in enumerate(tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))["answer"]):
            found.append((f"answers {folder.name}:{number}", folder, wanted))
    return found


def ask(ledger: Ledger, wanted: dict[str, Any]) -> Answer:
    when, organisation = When.of(wanted["on"], wanted["known"]), wanted["organisation"]
    if wanted["question"] == "standing":
        return ledger.standing(wanted["state"], organisation, when)
    return ledger.members(organisation, when) if wanted["question"] == "members" else ledger.chair(organisation, when)


def beside(answer: Answer) -> set[str]:
    """What stands beside the answer, as "status" and as "status date"; planned and expected are one here."""
    rows = [*answer.beside, *(other for row in answer.rows for other in row.beside)]
    said = [("expected" if row.status == "planned" else str(row.status), row.since) for row in rows]
    return {status for status, _ in said} | {f"{status} {since}" for status, since in said}


def ids(answer: Answer, role: str, **having: object) -> set[str]:
    return {row.what[role]["id"] for row in answer.rows if all(getattr(row, key) == value for key, value in having.items())}


def check(answer: Answer, wanted: dict[str, Any]) -> None:
    """Each key of answers.toml that is there holds."""
    if wanted["question"] == "standing":
        (row,) = answer.rows
        have = {"rank": row.what.get("rank"), "certainty": row.certainty, "disputed": row.disputed}
        assert {key: wanted[key] for key in have if key in wanted} == {key: have[key] for key in have if key in wanted}
        assert {words.replace("planned", "expected") for words in wanted.get("beside", ())} <= beside(answer)
    elif wanted["question"] == "chair":
        assert ids(answer, "holder") == {wanted["holder"]}
    else:
        sure = ids(answer, "member", disputed=False, certainty="certainly") | ids(answer, "member", disputed=False, certainty="possibly")
        assert sure == set(wanted["members"])
        assert ids(answer, "member", certainty="as listed") == set(wanted.get("listed", ()))
        assert ids(answer, "member", disputed=True) == set(wanted.get("disputed_members", ()))
        assert {words.replace("planned", "expected") for words in wanted.get("beside", ())} <= beside(answer)


def record(folder: Path, read: Read, path: Path, wanted: dict[str, Any]) -> None:
    with Ledger.open(str(path / "record.sqlite"), base=False) as ledger:
        ledger.append_all(read(page) for page in PAGES if page.path.parent == folder)
        check(ask(ledger, wanted), wanted)


@pytest.mark.parametrize(("folder", "wanted"), [pytest.param(*due, id=name, marks=known(f"underlined {name}")) for name, *due in answers()])
def test_the_record_answers_from_the_pages_as_underlined_by_hand(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    record(folder, underlined, tmp_path, wanted)


@pytest.mark.parametrize(("folder", "wanted"), [pytest.param(*due, id=name, marks=known(name)) for name, *due in answers()])
def test_the_record_answers_from_the_pages_as_read(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    record(folder, reading, tmp_path, wanted)
