"""The corpora beside the rules: every example is read as it says, and every rule has an example."""

from __future__ import annotations

import pytest
from claims.examples import PUBLISHED, Example, examples, shown

from dragoman.claims.rules import rules_of
from dragoman.flow import read
from dragoman.model import Claim

STRICT = ("membership", "chairmanship", "founding")  # of these an example lists all that is read


ALL = [e for language in ("ar", "en", "ru") for e in examples(language, "corpus.md")]


def fits(claim: Claim, expected: str) -> bool:
    kind, *pairs = expected.split()
    have = shown(claim)
    return claim.kind == kind and all(have.get(key) == value for key, _, value in (p.partition("=") for p in pairs))


@pytest.mark.parametrize("example", ALL, ids=lambda e: f"{e.language}: {e.heading}")
def test_an_example_is_read_as_it_says(example: Example) -> None:
    claims = read(example.text, language=example.language, published=PUBLISHED).claims
    told = "\n".join(f"{c.kind} {shown(c)} {c.rule}" for c in claims)
    wanted = [line for line in example.expected if line != "nothing" and not line.startswith("no ")]
    for line in wanted:
        assert any(fits(c, line) for c in claims), f"“{line}” is not read; read was:\n{told}"
    absent = {line[3:] for line in example.expected if line.startswith("no ")}
    strict = [c for c in claims if c.kind in STRICT or c.kind in absent]
    surplus = [c for c in strict if not any(fits(c, line) for line in wanted)]
    assert not surplus, f"read but not said: {surplus[0].kind} {shown(surplus[0])} {surplus[0].rule}"


@pytest.mark.parametrize("language", ["ar", "en", "ru"])
def test_every_rule_of_standing_has_an_example(language: str) -> None:
    ours = examples(language, "corpus.md")
    if not ours:
        pytest.skip(f"languages/{language}/corpus.md is not written yet")
    ours += examples(language, "acts.md")
    used = {c.rule for e in ours for c in read(e.text, language=language, published=PUBLISHED).claims}
    unused = [r.name for r in rules_of(language) if r.name not in used]
    assert not unused, f"no example in corpus.md for {', '.join(unused)}"


@pytest.mark.parametrize("published", ["2014-05-26", "2014-05-30"])
def test_no_change_of_a_day_after_the_page_is_a_fact(published: str) -> None:
    page = "Leaders of Russia, Belarus and Kazakhstan meet on 29 May 2014 to sign the Eurasian Economic Union Treaty."
    claims = [c for c in read(page, language="en", published=published).claims if c.kind in ("membership", "founding")]
    assert claims
    assert all((c.modality == "planned") == (published < "2014-05-29") for c in claims)
