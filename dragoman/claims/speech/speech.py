"""Statements: who said what, with which verb, in whose words. One claim per verb of saying, with all its quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.claims.frames import label, source
from dragoman.claims.speech.complements import Utterance
from dragoman.claims.speech.interviewers import interviewer_of
from dragoman.claims.speech.utterances import utterances
from dragoman.claims.words.units import Text
from dragoman.model import Attribution, Claim, Filler, span_json

_ABOUT = 6  # at most so many organisations and states are listed as what a statement is about


def statement_claims(text: Text) -> Iterator[Claim]:
    """The statements of an article, in order."""
    interviewer: dict[str, Filler] = {}
    for said in utterances(text):
        yield _claim(text, said, interviewer)


def _verb(text: Text, said: Utterance) -> str:
    if said.trigger is None:
        return ""
    first, last = text.units[said.trigger.first], text.units[said.trigger.last]
    written = text.text[first.start : last.end]
    wanted = len(said.trigger.form.words)
    if " " not in first.text + last.text or said.trigger.form.rest:
        return written
    return _part(written, said.trigger.form.words[0], wanted, text)


def _part(written: str, first: str, count: int, text: Text) -> str:
    """So many words of a unit of several, from the one that is the verb ("reaffirmed" of "reaffirmed their commitment to")."""
    key = text.language.folds.key
    row = list(re.finditer(r"[^\W\d_]+", written))
    at = next((i for i, word in enumerate(row) if key(word[0]) == first), None)
    if at is None or at + count > len(row):
        return written
    return written[row[at].start() : row[at + count - 1].end()]


def _claim(text: Text, said: Utterance, interviewer: dict[str, Filler]) -> Claim:
    assert said.evidence
    speaker = said.speaker.filler
    roles: dict[str, tuple[Filler, ...]] = {"speaker": tuple(sorted((*said.speaker.others, speaker), key=lambda x: x.span))}
    key = speaker.id or speaker.surface
    asked = interviewer_of(text, said)
    if asked:
        interviewer[key] = asked
    if key in interviewer:
        roles["interviewer"] = (interviewer[key],)
    about = _about(text, said)
    if about:
        roles["about"] = about
    qualifiers: dict[str, Any] = {"verb": _verb(text, said), "force": said.force}
    if said.quotes:
        qualifiers["quotes"] = [span_json(q.span, text.text) for q in sorted(said.quotes, key=lambda q: q.span)]
    if said.reported:
        qualifiers["reported"] = span_json(said.reported, text.text)
    return Claim(
        kind="statement", roles=roles, evidence=said.evidence, article=text.article.id, rule=f"{text.language.code}/{_rule(said)}",
        qualifiers=qualifiers, aspect="speech", attribution=_attribution(text, said, interviewer.get(key)),
    )  # fmt: skip


def _attribution(text: Text, said: Utterance, interviewer: Filler | None) -> Attribution:
    """The chain of a statement: speaker <- interviewer <- agencies <- outlet."""
    speaker, chain = said.speaker.filler, source(text)
    asked = (interviewer.label or interviewer.surface) if interviewer else chain.interviewer
    return Attribution(speaker.label or speaker.surface, _verb(text, said) or None, bool(said.quotes), asked, chain.agencies, chain.outlet)


def _rule(said: Utterance) -> str:
    if said.trigger is None:
        return "speech-colon"
    return f"speech-{said.trigger.form.mode}"


def _about(text: Text, said: Utterance) -> tuple[Filler, ...]:
    """The organisations and states named in what is said, each once, organisations first."""
    spans = [q.span for q in said.quotes] + ([said.reported] if said.reported else [])
    found: dict[str, dict[str, Filler]] = {"organisation": {}, "state": {}}
    for unit in text.units[said.segment[0] : said.segment[1] + 1]:
        option = unit.option("organisation", "state") if unit.options else None
        if option and option.form not in ("group", "anaphor") and any(s.start <= unit.start < s.end for s in spans):
            found[option.kind].setdefault(option.id, Filler(unit.span, unit.span.of(text.text), option.id, label(option)))
    return (*found["organisation"].values(), *found["state"].values())[:_ABOUT]
