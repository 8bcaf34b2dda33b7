"""Speech: examples in three languages with the statements each holds, and as many that hold none; quotations; scopes."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.costs import lines_run

from dragoman.claims.reading import look, read_article
from dragoman.claims.speech.speech import statement_claims
from dragoman.claims.speech.utterances import utterances
from dragoman.claims.speech.words import FORCES, speech_words
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.quotes import quotations
from dragoman.flow import read
from dragoman.model import Article, Claim, Date, Span, unsound

HERE = Path(__file__).parent
LANGUAGES = ("ar", "ru", "en")
PAIRS = (('"', '"'), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("//", "//"))


def _rows(code: str) -> list[list[str]]:
    lines = (HERE / f"speech.{code}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


EXAMPLES = [(code, row[0].replace("\u23ce", "\n"), row[1:]) for code in LANGUAGES for row in _rows(code)]


def _article(text: str, code: str) -> Article:
    return Article(text, code, published=Date("2025-06-01"))


def _shown(claim: Claim) -> str:
    speakers = "+".join(x.id or x.surface for x in claim.fillers("speaker"))
    quotes = [f"\u00bb{q['text']}\u00ab" for q in claim.qualifiers.get("quotes", [])]
    return " | ".join([speakers, claim.qualifiers["verb"], claim.qualifiers["force"], *quotes])


@pytest.mark.parametrize(("code", "text", "expected"), EXAMPLES)
def test_a_text_holds_these_statements_and_no_others(code: str, text: str, expected: list[str]) -> None:
    claims = list(statement_claims(look(_article(text, code))))
    assert expected == [_shown(c) for c in claims]


@pytest.mark.parametrize(("code", "text", "expected"), [e for e in EXAMPLES if e[2]])
def test_every_statement_points_at_its_words(code: str, text: str, expected: list[str]) -> None:
    for claim in statement_claims(look(_article(text, code))):
        assert not list(unsound(claim, text))
        assert claim.aspect == "speech"
        assert claim.qualifiers["force"] in FORCES
        for box in [*claim.qualifiers.get("quotes", []), *([claim.qualifiers["reported"]] if "reported" in claim.qualifiers else [])]:
            assert text[box["start"] : box["end"]] == box["text"] != ""
            assert claim.evidence.covers(Span(box["start"], box["end"]))


REPORTED = [line.split("\t") for line in (HERE / "reported.tsv").read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("code", "text", "speaker", "told"), REPORTED)
def test_what_was_said_stands_before_or_behind_the_verb(code: str, text: str, speaker: str, told: str) -> None:
    (claim,) = statement_claims(look(_article(text, code)))
    who = claim.fillers("speaker")[0]
    assert (who.id or who.surface, claim.qualifiers["reported"]["text"]) == (speaker, told)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_third_of_the_examples_hold_no_statement(code: str) -> None:
    rows = _rows(code)
    assert len(rows) >= 60
    assert sum(len(row) == 1 for row in rows) * 3 >= len(rows)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_force_has_words_and_the_forms_are_many(code: str) -> None:
    forms = [f for row in speech_words(code)._forms.values() for f in row]
    assert len(forms) >= 500
    assert {f.force for f in forms} >= FORCES


def test_reading_yields_the_statements() -> None:
    kinds = [c.kind for c in read_article(_article("The Kremlin denied the report.", "en")).claims]
    assert "statement" in kinds


def test_a_statement_tells_in_whose_mouth_words_stand() -> None:
    (claim,) = statement_claims(look(_article("Guterres said Belarus would join the organisation.", "en")))
    assert claim.fillers("speaker")[0].id == "antonio-guterres"
    assert claim.qualifiers["reported"]["text"] == "Belarus would join the organisation"
    assert (claim.qualifiers["verb"], claim.qualifiers["force"]) == ("said", "said")


def test_one_who_is_interviewed_keeps_his_interviewer() -> None:
    text = "Erdogan told Reuters that talks would resume. He added that Ankara was ready. Putin said nothing had changed."
    said = list(statement_claims(look(_article(text, "en"))))
    assert [bool(c.fillers("interviewer")) for c in said] == [True, True, False]
    assert said[1].attribution.interviewer == "Reuters"


def test_a_headline_is_read_where_the_body_says_nothing() -> None:
    (claim,) = statement_claims(look(_article("Lavrov: Moscow has no plans to leave", "en")))
    assert claim.fillers("speaker")[0].id == "sergey-lavrov"
    assert claim.qualifiers["reported"]["text"] == "Moscow has no plans to leave"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "yes".', ["yes"]),
        ('The "Quad" and the "Seven"', ["Quad", "Seven"]),
        ('"A "big" thing, and more", he said', ['A "big" thing, and more']),
        ("\u00abone \u00abtwo\u00bb three\u00bb", ["one \u00abtwo\u00bb three"]),
        ("// kept //", ["kept"]),
        ("see https://example.org/a//b", []),
        ('\u201cmixed marks"', ["mixed marks"]),
        ("\u201cThe first part of it.\n\n\u201cThe second part.\u201d", ["The first part of it.", "The second part."]),
        ("\u00abIt begins here.\nIt ends here\u00bb, he said.", ["It begins here.\nIt ends here"]),
        ('an open " mark', []),
        ("", []),
    ],
)
def test_quotations_are_the_words_between_the_marks(text: str, inside: list[str]) -> None:
    assert inside == [s.of(text) for s in quotations(text, PAIRS)]


@pytest.mark.parametrize(("code", "piece"), [("en", "Lavrov said that "), ("en", "said Lavrov, "), ("en", "the minister said he said ")])
def test_a_sentence_with_hundreds_of_verbs_of_saying_costs_in_proportion(code: str, piece: str) -> None:
    texts = [look(Article(piece * n, code)) for n in (150, 300)]
    few, many = (lines_run(lambda text=text: utterances(text)) for text in texts)  # type: ignore[misc]
    assert many < 2.5 * few


@pytest.mark.parametrize("piece", ["\u00aba ", '"a ', "'a ", "\u201ca ", "\u201ea. "])
def test_thousands_of_open_quotation_marks_cost_in_proportion(piece: str) -> None:
    pairs = load_language("en").quotes
    few, many = (lines_run(lambda n=n: quotations(piece * n, pairs)) for n in (2000, 4000))  # type: ignore[misc]
    assert many < 2.5 * few
    assert few < 1_000_000


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_may_end_right_behind_a_verb_or_who_speaks(code: str) -> None:
    texts = [text for c, text, expected in EXAMPLES if c == code and expected][:40]
    for words in (text.split() for text in texts):
        for stop in range(2, min(len(words), 9)):
            cut = " ".join(words[:stop])
            assert all(not list(unsound(c, cut)) for c in read_article(_article(cut, code)).claims)


def test_a_quotation_below_what_is_read_is_nobodys() -> None:
    page = "Ministers meet in Baku\n\nThe ministers met in Baku on Monday.\n\nRead also:\n“Ready for all,” envoy on new law\n"
    assert not [c for c in read(page, language="en", published="2024-07-10").claims if c.kind == "statement"]
