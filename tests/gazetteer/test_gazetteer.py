"""Names lead to the same entity in every language, and a label, a name and a standing are those of the day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dragoman.errors import UnknownName
from dragoman.gazetteer import KINDS, LANGUAGES, NAMES, STRENGTH, TABLES, load
from dragoman.model import Date

ROWS = [line.split("\t") for line in (Path(__file__).parent / "names.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize(("written", "kind", "id"), ROWS)
def test_a_written_form_names_its_entity_first(written: str, kind: str, id: str) -> None:
    assert load().resolve(written, kind).id == id


def test_an_id_is_a_name_too() -> None:
    assert load().resolve("sco", "organisation").id == "sco"
    assert load().resolve("kz", "state").id == "KZ"


def test_an_unknown_name_is_met_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="sco"):
        load().resolve("Shangai Cooperation Organisation", "organisation")


def test_every_state_organisation_and_hand_kept_person_has_three_labels_or_says_so() -> None:
    names = load()
    assert all(set(state.labels) == set(LANGUAGES) for state in names.all("state").values())
    core = (
        "un",
        "sco",
        "brics",
        "oic",
        "las",
        "gcc",
        "cis",
        "csto",
        "eaeu",
        "asean",
        "au",
        "osce",
        "cica",
        "opec",
        "nato",
        "eu",
        "ots",
        "g20",
    )
    assert all(set(names.all("organisation")[id].labels) == set(LANGUAGES) for id in core)
    assert names.label("bhutan-has-no-such-id", "ru") == "bhutan-has-no-such-id"


def test_how_many_there_are() -> None:
    names = load()
    counts = {kind: len(names.all(kind)) for kind in KINDS}
    assert counts["state"] >= 250
    assert counts["city"] >= 3000
    assert counts["organisation"] >= 480
    assert counts["person"] >= 900
    assert sum("part_of" in x.facts for x in names.all("organisation").values()) >= 90


def test_what_one_entity_says_of_another_leads_to_one() -> None:
    names = load()
    for organisation in names.all("organisation").values():
        for fact in ("part_of", "successor"):
            assert fact not in organisation.facts or names.entity("organisation", organisation.facts[fact])
        assert "country" not in organisation.facts or names.entity("state", organisation.facts["country"])
    for person in names.all("person").values():
        assert "of" not in person.facts or names.entity("state", person.facts["of"]) or names.entity("organisation", person.facts["of"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_names_files_are_sorted_and_name_what_exists(lang: str, kind: str) -> None:
    entities = load().all(kind)
    lines = (NAMES / lang / "names" / f"{TABLES[kind]}.tsv").read_text("utf-8").splitlines()[1:]
    assert lines == sorted(set(lines))
    for line in lines:
        entity, written, form, source = line.split("\t")
        assert entity.removeprefix(f"{kind}:") in entities
        assert written
        assert source
        assert form in STRENGTH


def test_a_label_is_that_of_the_day() -> None:
    names = load()
    assert names.label("oic", "en", Date("2005")) == "Organisation of the Islamic Conference"
    assert names.label("oic", "en", Date("2012")) == names.label("oic", "en") == "Organisation of Islamic Cooperation"
    assert names.label("ots", "en", Date("2021-11-11")) == "Turkic Council"
    assert names.label("ots", "en", Date("2021-11-12")) == "Organization of Turkic States"


def test_the_sco_merged_two_standings_in_september_2025() -> None:
    names = load()
    before, after = datetime.date(2025, 8, 31), datetime.date(2025, 9, 1)
    observer = names.rung("sco", "observer")
    assert observer
    assert observer.exists(before)
    assert not observer.exists(after)
    assert observer.successor == "partner"
    partner = next(rung for rung in names.ladder("sco") if rung.code == "partner")
    assert not partner.exists(before)
    assert partner.exists(after)
    assert partner.counts_as == "partner"


def test_an_organisation_without_its_own_ladder_has_the_common_one() -> None:
    names = load()
    assert [rung.code for rung in names.ladder("aukus")][:2] == ["member", "founder"]
    assert not any(rung.code == "partner" and rung.exists(datetime.date(2023, 1, 1)) for rung in names.ladder("brics"))
    for organisation in names.all("organisation"):
        assert all(set(rung.labels) == set(LANGUAGES) for rung in names.ladder(organisation))
