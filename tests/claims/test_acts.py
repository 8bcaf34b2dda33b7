"""The examples of meetings, documents, decisions, aims, numbers and ties (languages/*/acts.md), read as they say."""

from __future__ import annotations

import pytest
from claims.examples import PUBLISHED, Example, examples, shown

from dragoman.claims.rules import rules_of
from dragoman.flow import read
from dragoman.model import Claim

KINDS = ("meeting", "attendance", "document", "decision", "aim", "number", "relation")
LEAST = 40  # examples of a language


ALL = [e for language in ("ar", "en", "ru") for e in examples(language, "acts.md")]


def fits(claim: Claim, expected: str) -> bool:
    """Whether a claim is what a line says; `_` stands for a space too: `title=Kazan_Declaration`."""
    kind, *pairs = expected.split()
    have = shown(claim)
    wanted = (p.partition("=") for p in pairs)
    return claim.kind == kind and all(have.get(key) in (value, value.replace("_", " ")) for key, _, value in wanted)


@pytest.mark.parametrize("example", ALL, ids=lambda e: f"{e.language}: {e.heading}")
def test_an_example_is_read_as_it_says(example: Example) -> None:
    left = [c for c in read(example.text, language=example.language, published=PUBLISHED).claims if c.kind in KINDS]
    told = "\n".join(f"{c.kind} {shown(c)} {c.rule}" for c in left)
    named = {line.removeprefix("no ").split()[0] for line in example.expected}
    for line in (x for x in example.expected if not x.startswith("no ")):
        found = next((c for c in left if fits(c, line)), None)
        assert found, f"“{line}” is not read; read was:\n{told}"
        left.remove(found)
    surplus = [c for c in left if c.kind in named]
    assert not surplus, f"read but not said: {surplus[0].kind} {shown(surplus[0])} {surplus[0].rule}"


@pytest.mark.parametrize("example", ALL, ids=lambda e: f"{e.language}: {e.heading}")
def test_every_claim_stands_in_the_words_of_the_page(example: Example) -> None:
    reading = read(example.text, language=example.language, published=PUBLISHED)
    for claim in reading.claims:
        assert claim.evidence.of(example.text).strip()
        for role in claim.roles:
            assert all(x.span.of(example.text) == x.surface for x in claim.fillers(role)), f"{claim.kind}.{role} is not in the text"


@pytest.mark.parametrize("language", ["ar", "en", "ru"])
def test_a_language_has_examples_of_every_kind_and_of_what_is_not_read(language: str) -> None:
    ours = examples(language, "acts.md")
    assert len(ours) >= LEAST
    lines = [line for e in ours for line in e.expected]
    assert {line.split()[0] for line in lines if not line.startswith("no ")} >= set(KINDS)
    assert len([line for line in lines if line.startswith("no ")]) >= LEAST // 5


@pytest.mark.parametrize("language", ["ar", "en", "ru"])
def test_every_rule_of_acts_has_an_example(language: str) -> None:
    used = {c.rule for e in examples(language, "acts.md") for c in read(e.text, language=language, published=PUBLISHED).claims}
    unused = [r.name for r in rules_of(language) if r.claim in KINDS and r.name not in used]
    assert not unused, f"no example in acts.md for {', '.join(unused)}"
