"""What many claims tell alike is folded once: every answer is the same as where each claim is folded for itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman.ledger import Ledger, When
from dragoman.ledger.foundings import founding_date, foundings_of
from dragoman.ledger.memberships import KINDS, Memberships
from dragoman.ledger.slots import Org, singly, slots_of
from dragoman.ledger.tables import DERIVED
from dragoman.model import Judgement

from .test_properties import DAYS, PUBLISHED, few

ORGS = ("sco", "brics")
STORY = "The heads of the eight states met on {} in the old palace of the city and signed the long statement on water and trade of {}"
kinds = st.fixed_dictionaries({
    "org": st.sampled_from(["sco", "sco", "brics", "sco brics"]),
    "members": st.sampled_from(["IN", "IN", "PK", "IN PK", "=Freedonia", "IN =Freedonia"]),
    "change": st.sampled_from(["joined", "joined", "left", "is", "is", "granted", "suspended", "restored", "invited", "applied", None]),
    "rank": st.sampled_from(["member", "observer", "founder", None]), "valid_from": st.sampled_from(DAYS),
    "valid_to": st.sampled_from([None, None, None, "2018", "2021-06-01"]),
    "modality": st.sampled_from(["asserted", "asserted", "reported", "expected", "planned", "denied", "cancelled"]),
    "whole": st.sampled_from([None, None, None, True]), "confirmed": st.sampled_from([None, None, False]),
    "speaker": st.sampled_from([None, None, "the chief"]), "founding": st.sampled_from([False, False, False, True]),
})  # fmt: skip
sheets = st.lists(
    st.tuples(st.sampled_from(PUBLISHED), st.sampled_from(["Gulf Courier", "Oasis Daily", "Xinhua", "TASS"]), st.booleans(), st.booleans(),
              st.lists(kinds, min_size=1, max_size=4)),
    max_size=9,
)  # fmt: skip
asked = st.lists(
    st.tuples(st.dates(datetime.date(2014, 6, 1), datetime.date(2023, 1, 31)), st.sampled_from([*PUBLISHED, None])), min_size=1, max_size=3
)


class Singly(Memberships):
    """Folds each claim for itself."""

    def org(self, org: str, when: When) -> Org:
        cited = self.witnesses.on(org, KINDS, when, "organisation")
        return slots_of(org, singly(cited), founding_date(foundings_of(org, cited)), None, when.known.last.year if when.known else None)


def written(desk: Any, drawn: Sequence[Any]) -> list[Any]:
    found = []
    for n, (published, outlet, wire, copied, facts) in enumerate(drawn):
        rows = []
        for i, fact in enumerate(facts):
            words = f"{fact['members'].replace('=', '')} {fact['org']} {i}" + (f" {n}." if not copied else ".")
            given = {k: v for k, v in fact.items() if k not in ("org", "members", "founding") and v is not None}
            if fact["founding"]:
                given = {k: v for k, v in given.items() if k in ("valid_from", "modality")}
                rows.append(desk.fact("founding", words, {"organisation": fact["org"].split()[0], "founder": fact["members"]}, **given))
            else:
                rows.append(desk.membership(fact["org"].split()[0], fact["members"], words, **given))
                rows[-1]["roles"]["organisation"] = fact["org"].split()
        if any(x["speaker"] for x in facts):
            office = desk.fact("office", "Then the chief of all spoke.", {"person": ["=the chief"], "body": ["sco=of all"]}, change="holds")
            rows += [office] if n % 2 else []
        head = STORY.format("Monday" if n % 2 else "Friday", "the year") if copied else f"Page {n}."
        text = "\n".join([head, *(x["words"] for x in rows)])
        found.append(desk.page(published, *rows, outlet=outlet, url=f"https://example.example/{n}", text=text,
                               agencies=("TASS",) if wire else ()))  # fmt: skip
    return found


def answers(book: Memberships, at: When) -> list[str]:
    every = [book.members(org, at, rank) for org in ORGS for rank in ("all", "member")]
    every += [ask(state, org, at) for org in ORGS for state in ("IN", "PK", "?freedonia") for ask in (book.standing, book.history)]
    every += [book.courses("sco", at), book.of_state("IN", at), book.shared("IN", "PK", at)]
    return [json.dumps(x.json(), ensure_ascii=False) for x in every]


@settings(few, max_examples=40)
@given(drawn=sheets, listed=st.booleans(), questions=asked, judged=st.lists(st.integers(0, 30), max_size=3), cut=st.booleans())
def test_claims_folded_together_give_the_answers_of_claims_folded_one_by_one(
    desk: Any, drawn: Any, listed: bool, questions: Any, judged: list[int], cut: bool
) -> None:
    pages = [*written(desk, drawn), *([desk.listing("sco", "IN", "observer", 2015, 2021)] if listed else [])]
    with Ledger.open(":memory:", base=False) as ledger:
        for n, page in enumerate(pages):
            ledger.append(page, f"2024-01-0{1 + n % 3}T00:00:00+00:00")
            if n == len(pages) // 2:
                Memberships(ledger.witnesses).members("sco", When.of("2020"))  # what is kept then must be renewed
        ids = [x.id for x in ledger.claims()]
        ledger.judge([Judgement(ids[n], "wrong", "a reader", "2019-01-01T00:00:00+00:00") for n in judged if n < len(ids)])
        for day, known in questions:
            at = When.of(day.isoformat(), known, recorded="2024-01-02" if cut else None, today=datetime.date(2024, 1, 1))
            for together, apart in zip(*(answers(book(ledger.witnesses), at) for book in (Memberships, Singly)), strict=True):
                assert together == apart


@settings(few, max_examples=20)
@given(drawn=sheets)
def test_what_is_derived_is_the_same_made_again(desk: Any, drawn: Any) -> None:
    with Ledger.open(":memory:", base=False) as ledger:
        for page in written(desk, drawn):
            ledger.append(page)
        before = derived(ledger)
        ledger.rebuild()
        assert derived(ledger) == before


def derived(ledger: Ledger) -> list[Any]:
    with ledger.store.reading() as connection:
        return [sorted(map(tuple, connection.execute(select(x)))) for x in DERIVED]
