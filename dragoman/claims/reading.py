"""Article -> Reading: the whole of reading on one screen."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from dragoman.claims.bars import without_lists
from dragoman.claims.chairs.gists import with_chairs
from dragoman.claims.chairs.known import known_chairs
from dragoman.claims.chairs.settling import settled_chairs
from dragoman.claims.dates.dates import find_dates
from dragoman.claims.dates.newsdays import with_meeting_days, with_news_days
from dragoman.claims.dates.words import DateWords, load_date_words
from dragoman.claims.decisions.aimgists import aim_gists
from dragoman.claims.decisions.bodydeeds import with_deeds
from dragoman.claims.decisions.bounds import whole_decisions
from dragoman.claims.decisions.clauses import sound_decisions
from dragoman.claims.decisions.gists import decision_gists
from dragoman.claims.decisions.passivedeeds import passive_deeds
from dragoman.claims.decisions.texts import Decisions
from dragoman.claims.frames import claims_of
from dragoman.claims.gists import gist_claims
from dragoman.claims.joining import joined, yet_to_come
from dragoman.claims.meetings.attendance import attendance_claims
from dragoman.claims.meetings.encounters import encounter_claims
from dragoman.claims.meetings.meetings import find_meetings, meeting_claims
from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.bodies import find_bodies
from dragoman.claims.names.linking import link
from dragoman.claims.names.listedbodies import with_listed_bodies
from dragoman.claims.names.names import names_of
from dragoman.claims.names.ownbodies import of_own_bodies
from dragoman.claims.numbers.ballots import with_ballot
from dragoman.claims.numbers.counts import number_claims
from dragoman.claims.offices.offices import office_claims
from dragoman.claims.offices.words import office_words
from dragoman.claims.pagewide import kept_out
from dragoman.claims.papers.documents import document_claims
from dragoman.claims.people.companions import companion_claims
from dragoman.claims.people.people import find_people
from dragoman.claims.rules import hits, rule_book
from dragoman.claims.speech.chain import agencies_of
from dragoman.claims.speech.speech import statement_claims
from dragoman.claims.speech.words import speech_words
from dragoman.claims.standings.absences import absence_claims
from dragoman.claims.standings.chronicles import chronicle_claims
from dragoman.claims.standings.datedlists import dated_lists
from dragoman.claims.standings.foundinggists import founding_gists, settled_founders, settled_foundings
from dragoman.claims.standings.knownsteps import known_steps
from dragoman.claims.standings.labels import headed_lists, labelled_claims
from dragoman.claims.standings.passages import told_on
from dragoman.claims.standings.rolls import roll_claims
from dragoman.claims.standings.several import of_several
from dragoman.claims.standings.successions import succession_claims
from dragoman.claims.standings.tiegists import tie_gists
from dragoman.claims.standings.turns import turn_claims
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.quotes import quotations
from dragoman.claims.words.units import Text, make_units, stakes_of
from dragoman.compiled import resting
from dragoman.model import Article, Claim, Mention, Reading, Span

_HOW = {"anaphor": "coreference", "surname": "coreference", "shape": "shape"}
_READ = ("title", "dateline", "heading", "body")
# What no rule foresees: each reads a sentence with what those before it have read of it, and only one that names a state or gives a time.
_GISTS = (
    gist_claims, turn_claims, labelled_claims, companion_claims, absence_claims, succession_claims, known_steps, dated_lists, known_chairs,
)  # fmt: skip
_OF_GISTS = frozenset({"kind:state", "date", "unit:number"})


def read_article(article: Article) -> Reading:
    """What the article says: its mentions and its claims, in the order of the text."""
    text = look(article)
    told = (yet_to_come(c, article.published) for c in with_news_days(text, joined(without_lists(text, _claims(text)))))
    claims = sorted({c.id: c for c in told}.values(), key=lambda c: (c.evidence, c.kind, c.id))
    interviewer = next((c.attribution.interviewer for c in claims if c.kind == "statement" and c.attribution.interviewer), None)
    return Reading(replace(text.article, interviewer=interviewer), tuple(mentions(text)), tuple(claims))


def look(article: Article) -> Text:
    """The article in units, with names found, dates read and "the organisation" linked."""
    load_all(article.language)
    language = load_language(article.language)
    dates = find_dates(article.text, date_words(language.code), article.published)
    text = make_units(article, language, names_of(language.code), dates, readable(article))
    text.quotes = quotations(article.text, language.quotes)
    find_bodies(text)
    link(text)
    if language.has("offices.toml"):
        find_people(text)
    if language.has("speech.toml"):
        text.article = replace(article, agencies=agencies_of(text))
    if language.has("meetings.toml"):
        text.meetings = find_meetings(text)
    text.stakes = [stakes_of(units) for units in text.sentences()]
    return text


@functools.cache
def load_all(code: str) -> None:
    """All words and rules of a language, loaded at one go."""
    with resting():
        language = load_language(code)
        needed = [names_of, date_words, rule_book]
        needed += [load for load, file in ((office_words, "offices"), (speech_words, "speech"), (meeting_words, "meetings"))
                   if language.has(f"{file}.toml")]  # fmt: skip
        for load in needed:
            load(code)


@functools.cache
def date_words(code: str) -> DateWords:
    """The date words of a language, compiled once."""
    return load_date_words(load_language(code).folder)


def readable(article: Article) -> list[Span]:
    """The parts of the page that are news: no menus, credits or headlines of other stories."""
    if not article.parts:
        return [Span(0, len(article.text))]
    return [p.span for p in article.parts if p.kind in _READ]


def _claims(text: Text) -> Iterator[Claim]:
    book = rule_book(text.language.code)
    yield from list(roll_claims(text))
    yield from headed_lists(text)
    told: list[Claim] = []
    decisions = Decisions()
    for units, stakes in zip(text.sentences(), text.stakes, strict=True):
        found = hits(book, units, stakes)
        made = of_several(text, units, with_listed_bodies(text, units, list(claims_of(text, units, found)))) if found else []
        made += told_on(text, units, made)
        made = settled_foundings(text, units, settled_chairs(text, units, made)) if made else made
        made = with_chairs(text, units, made)
        made = kept_out(text, units, made) if made else made
        made = with_deeds(text, units, stakes, made)
        made += passive_deeds(text, units, stakes, made)
        known = made
        for more in _GISTS if not stakes.isdisjoint(_OF_GISTS) else ():
            known = [*known, *more(text, units, known)]
        known = [*known, *decision_gists(text, units, stakes, made), *aim_gists(text, units, stakes, made)]
        known += tie_gists(text, units, stakes, made)
        known = with_meeting_days(text, units, settled_founders(text, units, of_own_bodies(text, units, known))) if known else known
        known = with_ballot(text, units, stakes, known)
        if known:
            yield from decisions.keep(text, units, whole_decisions(text, units, list(sound_decisions(text, units, known))))
        told += made
    yield from decisions.once(text)
    yield from founding_gists(text, told)
    yield from chronicle_claims(text)
    yield from office_claims(text)
    yield from meeting_claims(text)
    yield from encounter_claims(text)
    yield from attendance_claims(text)
    yield from number_claims(text)
    yield from document_claims(text)
    if text.language.has("speech.toml"):
        yield from statement_claims(text)


def mentions(text: Text) -> Iterator[Mention]:
    """Names and dates found, in the order of the text."""
    for unit in text.units:
        if unit.options:
            option = unit.options[0]
            yield Mention(unit.span, option.kind, option.id or None, _HOW.get(option.form, "gazetteer"), None, option.form)
        elif unit.kind == "date":
            yield Mention(unit.span, "date", value=unit.value)
