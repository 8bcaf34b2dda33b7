"""What many claims tell alike of a chair or an office is folded once: every answer is the same as where each claim is folded for itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, When, holders
from dragoman.ledger.tellings import Tellings
from dragoman.ledger.told import Telling
from dragoman.model import Judgement

from .test_properties import few

DAYS = ["2023", "2023-07-04", "2024-01", "2024-07-03", "2024-07-04", "2024-01-01/2024-12-31", None, None]
PUBLISHED = ["2023-07-05", "2024-07-01", "2024-07-04", "2024-07-05", "2025-02-01"]
words = {
    "valid_from": st.sampled_from(DAYS), "valid_to": st.sampled_from([None, None, None, "2024-07-03", "2025"]),
    "modality": st.sampled_from(["asserted", "asserted", "asserted", "reported", "expected", "planned", "denied"]),
}  # fmt: skip
chairs = st.fixed_dictionaries({
    "holder": st.sampled_from(["KZ", "CN", "=Freedonia"]), "change": st.sampled_from(["holds", "is", "assumes", "hands_over"]),
    "term": st.sampled_from([None, None, None, "2024-2025"]), **words,
})  # fmt: skip
offices = st.fixed_dictionaries({
    "person": st.sampled_from(["=Ann", "=Bob"]), "body": st.sampled_from(["sco", "sco", "=The Court", None]),
    "title": st.sampled_from(["=secretary general", "=Acting Secretary-General", "=judge", None]),
    "change": st.sampled_from(["holds", "holds", "assumes", "resigned", "ended", "acting"]),
    "office": st.sampled_from([None, None, "chief of state", "head of government"]), **words,
})  # fmt: skip
sheets = st.lists(
    st.tuples(st.sampled_from(PUBLISHED), st.sampled_from(["Gulf Courier", "Xinhua", "TASS"]), st.lists(chairs, max_size=3),
              st.lists(offices, max_size=3)),
    max_size=8,
)  # fmt: skip
asked = st.lists(
    st.tuples(st.dates(datetime.date(2023, 6, 1), datetime.date(2025, 3, 1)), st.sampled_from([*PUBLISHED, None])), min_size=1, max_size=3
)
Told = list[tuple[str, Sequence[Telling]]]


class Apart(Tellings):
    """Gives each claim as a telling of its own."""

    def at(self, org: str, when: When) -> Told:
        return apart(super().at(org, when))

    def of(self, org: str, members: Collection[str], when: When) -> tuple[Told, Mapping[str, str]]:
        told, called = super().of(org, members, when)
        return apart(told), called


def apart(told: Told) -> Told:
    def alone(telling: Telling, record: Any) -> Telling:
        return Telling(telling.claim, telling.trust, [record], telling.copies, telling.struck)

    return [(key, [alone(x, y) for x in items for y in x.records]) for key, items in told]


def written(desk: Any, drawn: Sequence[Any]) -> list[Any]:
    found = []
    for n, (published, outlet, chaired, held) in enumerate(drawn):
        rows = []
        for kind, facts, roles in (("chairmanship", chaired, ("holder",)), ("office", held, ("person", "body", "title"))):
            for i, fact in enumerate(facts):
                who = {x: fact[x] for x in roles if fact[x]} | ({"organisation": "sco"} if kind == "chairmanship" else {})
                said = {k: v for k, v in fact.items() if k not in roles and v}
                rows.append(desk.fact(kind, f"{' and '.join(x.replace('=', '') for x in who.values())} {n} {i} {kind}.", who, **said))
        if rows:
            found.append(desk.page(published, *rows, outlet=outlet, url=f"https://example.example/{n}"))
    return found


def answers(ledger: Ledger, at: When) -> list[str]:
    found = [ledger.chair("sco", at), ledger.chairs("sco", at)]
    for who in (("sco", None), ("?the court", None), (None, "?ann"), ("sco", "?bob")):
        found += [ask(who[0], at, who[1]) for ask in (ledger.offices, ledger.terms)]
    return [json.dumps(x.json(), ensure_ascii=False) for x in found]


@settings(few, max_examples=60)
@given(drawn=sheets, questions=asked, judged=st.lists(st.integers(0, 20), max_size=2))
def test_seats_folded_together_are_those_folded_claim_by_claim(desk: Any, drawn: Any, questions: Any, judged: list[int]) -> None:
    with Ledger.open(":memory:", base=False) as ledger:
        for n, page in enumerate(written(desk, drawn)):
            ledger.append(page)
            if n == 3:
                answers(ledger, When.of("2024-07-04"))  # what is kept then must be renewed
        ids = [x.id for x in ledger.claims()]
        ledger.judge([Judgement(ids[n], "wrong", "a reader", "2024-07-02T00:00:00+00:00") for n in judged if n < len(ids)])
        for day, known in questions:
            at = When.of(day.isoformat(), known, today=datetime.date(2025, 1, 1))
            together = answers(ledger, at)
            kind, holders.Tellings = holders.Tellings, Apart  # type: ignore[misc]
            try:
                assert answers(Ledger(ledger.store), at) == together
            finally:
                holders.Tellings = kind  # type: ignore[misc]
