"""Lines of the base record in the language of the page: the words are the record's own, in English, so they may be told anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from dragoman.model import Claim, Filler
from dragoman.views.dates import date
from dragoman.views.names import Namer
from dragoman.views.sentences import fillers, sentence

if TYPE_CHECKING:
    from dragoman.ledger import Cited

RULES = "base/"  # how the rules of the base record's lines begin
SOURCE = " Source: "  # what stands behind it is where the record found the line
NAMED = 6  # of a long list of members, those that a line names


def told(cited: Cited, namer: Namer, of: Mapping[str, Any] | None = None) -> Markup | None:
    """A line of the base record as a sentence of the page's language, about one party of many; None if it is in that language already,
    or no line of the record."""
    claim, words = cited.claim, namer.words
    if not claim.rule.startswith(RULES) or cited.language == words.lang:
        return None
    text = _sentence(_about(claim, of or {}), Namer(namer.gazetteer, words, links=False), cited.language)
    if editions := claim.qualifiers.get("editions"):
        years = list(dict.fromkeys(map(str, editions)))
        key = "edition.listed" if len(years) > 1 else "edition.listed_once"
        text = words.say(key, sentence=text, editions=words.figures("–".join(years)))
    if claim.qualifiers.get("confirmed") is False:
        text = words.say("briefing.hedged", name=text, how=words.say("status.unconfirmed"))
    return text


def host(cited: Cited) -> str | None:
    """The site on which the base record found a line: `timarit.is`; None if it names none."""
    address = cited.claim.qualifiers.get("source") if cited.claim.rule.startswith(RULES) else None
    return urlsplit(str(address)).netloc.removeprefix("www.") or None if address else None


def _sentence(claim: Claim, namer: Namer, lang: str) -> Markup:
    """The claim in a sentence: a founding by its type, an office that is held by the day since which it is."""
    words, day = namer.words, claim.valid_from
    if claim.kind == "founding" and claim.qualifiers.get("type"):
        bodies = fillers(claim.fillers("organisation"), namer, lang)
        text = words.say("phrase.founded_as", organisation=bodies, type=words.one_of("founding_type", claim.qualifiers["type"]))
        return words.say("phrase.dated", sentence=text, when=date(words, day, "when")) if day else text
    if day and claim.qualifiers.get("change") in ("is", "holds"):
        text = sentence(replace(claim, valid_from=None), namer, lang)
        return words.say("phrase.dated", sentence=text, when=words.say("phrase.since", date=date(words, day)))
    return sentence(claim, namer, lang)


def _about(claim: Claim, of: Mapping[str, Any]) -> Claim:
    """The claim about one party, where it names several; else with so many names as a line can hold."""
    return replace(claim, roles={role: _chosen(items, of) for role, items in claim.roles.items()})


def _chosen(items: Sequence[Filler], of: Mapping[str, Any]) -> tuple[Filler, ...]:
    wanted = [x for x in items if of and (x.id or x.surface) in (of.get("id"), of.get("label"))]
    return tuple(wanted or items[:NAMED])
