"""Rows and disagreements in words: what a meeting is called, what changed, what each side of a dispute says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from markupsafe import Markup, escape

from dragoman.errors import BadDate
from dragoman.gazetteer import Entity
from dragoman.ledger import Cited, Dispute, Row, Version
from dragoman.ledger.judgements import Batch
from dragoman.ledger.sayings import Anchor
from dragoman.ledger.told import Ids
from dragoman.model import FACTUAL, Article, Claim, Date
from dragoman.views.asked import Asked
from dragoman.views.behind import NEAREST, day_of, last_told, ready, unsourced
from dragoman.views.collation import key
from dragoman.views.dates import date, spoken
from dragoman.views.names import Name, Namer, Names
from dragoman.views.quoting import around, original, quote
from dragoman.views.recorded import SOURCE, host, told
from dragoman.views.sentences import filler, gathering_name, listing, office_of, plain_rank, rank_name, sentence
from dragoman.views.titles import standing_alone

SAFE_ADDRESS = re.compile(r"https?://", re.ASCII)


class Teller:
    """Tells answers in the language of one page."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.words = asked.words
        self.namer = asked.namer

    def tools(self) -> dict[str, Any]:
        """What templates may call."""
        return {
            "meeting_name": self.meeting_name, "meeting_title": self.meeting_title, "of_states": self.of_states,
            "unsourced": self.unsourced, "places": self.places, "matter_of": self.matter_of, "version_of": self.version_of,
            "change_day": self.change_day, "change_of": self.change_of, "title_of": self.title_of, "seat": self.seat,
            "document_told": self.document_told, "office_told": self.office_told, "asked_in_words": self.asked_in_words,
            "listed_in": self.listed_in, "steps_of": self.steps_of, "page_chain": self.page_chain, "claim_chain": self.claim_chain,
            "full_name": self.full_name, "citation": self.citation, "warning_in_words": self.warning_in_words, "address_of": address_of,
            "step_day": self.step_day, "step_in_words": self.step_in_words, "rank_plural": self.rank_plural,
            "source": self.source, "outlet_name": self.outlet_name, "page_told": self.page_told,
            "told_batch": self.told_batch, "moment": self.moment,
            "ready": ready, "teller_of": self.teller_of, "first_sentence": self.first_sentence, "nearest_words": self.nearest_words,
            "anchored": self.anchored, "shown_words": self.shown_words, "whole_name": self.whole_name, "day_of": day_of,
            "reported": self.reported, "in_order": self.in_order,
        }  # fmt: skip

    def names(self, parties: Any, lang: str | None = None) -> Name | Names | None:
        """One party or several, as one name."""
        many = parties if isinstance(parties, (list, tuple)) else [parties] if parties else []
        return self.namer.listed([x for each in many if (x := self.namer.party(each, lang))])

    def anchored(self, anchors: Iterable[Anchor]) -> Markup:
        """The names and numbers of a saying, listed."""
        told = (self.namer.party({"id": x, "label": x}) if kind == "name" else self.words.number(x) for kind, x in anchors)
        return Markup(self.words.raw("site.comma")).join(x for x in told if x)

    def meeting_name(self, what: Mapping[str, Any]) -> Markup:
        """What to call a meeting: the summit of the SCO; talks of India and China; the visit of a minister to Kazakhstan."""
        kind = str(what.get("type") or "meeting")
        held, guests = _party_list(self.namer, what.get("organisations")), _party_list(self.namer, what.get("participants"))
        return gathering_name(self.namer, kind, held, guests, self.namer.party(what.get("country")))

    def meeting_title(self, what: Mapping[str, Any]) -> Markup:
        """A meeting told from others of its name: the summit of the SCO, Astana, 3–4 July 2024."""
        keys = ("city",) if what.get("type") == "visit" else ("city", "country")  # a visit is named by its country
        place = next((x.unlinked().__html__() for key in keys if (x := self.namer.party(what.get(key)))), None)
        said = [x for x in (place, spoken(self.words, Date(what["date"])) if what.get("date") else None) if x]
        about, name = Markup(self.words.raw("site.comma")).join(said), self.meeting_name(what)
        name = name[:1].upper() + name[1:]
        return self.words.say("meeting.title", meeting=name, about=about) if said else name

    def of_states(self, what: Mapping[str, Any]) -> bool:
        """Whether a meeting is one between states, with no organisation."""
        return bool(what.get("organisations")) and all(x.kind == "state" for x in _party_list(self.namer, what["organisations"]))

    def unsourced(self, row: Row, cited: Mapping[str, Cited]) -> bool:
        """Whether a row rests on nothing but lines of the base record for which no source was found."""
        return row.status == "unconfirmed" or unsourced(row.claims, cited)

    def places(self, what: Mapping[str, Any]) -> Markup:
        """Where a meeting is: venue, city, country, as far as given."""
        found = [x.__html__() for key in ("venue", "city", "country") if (x := self.names(what.get(key)))]
        return Markup(self.words.raw("site.comma")).join(found)

    def about_of(self, about: Mapping[str, Any]) -> Markup:
        """What a dispute or a change is about: India — SCO."""
        title = [self.title_of(about["title"], [], {})] if about.get("title") else []
        parties = [about.get(x) for x in ("member", "holder", "person", "organisation", "body", "city")]
        found = [x.__html__() for each in parties if isinstance(each, (dict, str)) and (x := self.names(each))]
        return Markup(" — ").join(dict.fromkeys([*title, *found]))

    def matter_of(self, dispute: Dispute, cited: Mapping[str, Cited]) -> Markup:
        """What a dispute is about; a meeting by its name, linked to its page."""
        meeting = dispute.about.get("meeting")
        if not meeting:
            return self.about_of(dispute.about)
        first = next((cited[x] for version in dispute.versions for x in version.claims if x in cited), None)
        if not first:
            return self.about_of(dispute.about)
        parties = [{"id": x.id, "label": x.surface} for x in first.claim.fillers("organisation")]
        return self.linked_meeting({"id": meeting, "type": first.claim.qualifiers.get("type"), "organisations": parties})

    def version_of(self, version: Version, about: Mapping[str, Any]) -> Markup:
        """What one side of a dispute says: a day, a standing, a place, a holder."""
        says, whose = version.says, about.get("organisation")
        org = whose.get("id") if isinstance(whose, Mapping) else whose
        if says.startswith("not "):
            return self.words.say("phrase.not", what=self._standing(says[4:], org))
        try:
            return date(self.words, Date(says))
        except BadDate:
            return self._standing(says, org)

    def _standing(self, code: str, org: str | None) -> Markup:
        if self.words.has(f"rank.{code}") or (org and self.namer.gazetteer.rung(org, code)):
            return plain_rank(self.namer, org, code)
        for group in ("stage", "status", "modality"):
            if self.words.has(f"{group}.{code}"):
                return self.words.say(f"{group}.{code}")
        return self.namer.name(code, code).__html__()

    def change_day(self, row: Row, cited: Mapping[str, Cited]) -> Markup:
        """The day on which the last words on a change could first be read."""
        last = last_told(row, cited)
        return self.known_day(last) if last else self.words.say("date.none")

    def known_day(self, cited: Cited) -> Markup:
        """The day from which a reader could know a claim; of a page without a date, that it is the one on which it was read."""
        day = date(self.words, cited.known)
        return day if cited.published else self.words.say("phrase.read_on", date=day)

    def reported(self, cited: Cited) -> Markup:
        """When something was first reported, or, if its page has no date, read."""
        if cited.published is None:
            return self.known_day(cited)
        return self.words.say("meeting.reported", date=date(self.words, cited.known))

    def change_of(self, row: Row, cited: Mapping[str, Cited]) -> Markup:
        """The change in a sentence."""
        about, old, new = row.what["about"], row.what["old"], row.what["new"]
        if row.what["kind"] == "meeting":
            return Markup(" · ").join(x for x in (self.linked_meeting(about), self.step_in_words(new, about.get("type"))) if x)
        if row.what["kind"] == "membership" and "certainty" in new:
            return self._standing_change(about, old, new)
        said = self.first_sentence(row, cited) or self.about_of(about)
        ahead = new.get("status")  # what is wished for or expected says so: it is no change of standing yet
        if ahead is None or ahead in (row.what["change"], *FACTUAL):
            return said
        return Markup("{}: {}").format(self.words.say(f"modality.{ahead}"), said)

    def first_sentence(self, row: Row, cited: Mapping[str, Cited]) -> Markup:
        """What the first claim of a row says, in a sentence; nothing if the row has none."""
        first = next((cited[x] for x in row.claims if x in cited), None)
        return sentence(first.claim, self.namer, first.language) if first else Markup("")

    def _standing_change(self, about: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> Markup:
        """India in the SCO: observer, then member."""
        org = about["organisation"]["id"]
        told = {"member": self.names(about["member"]), "organisation": self.names(about["organisation"]), "new": self._said(org, new)}
        if not old.get("rank") or old["rank"] == new.get("rank"):
            return self.words.say("phrase.stands", **told)
        return self.words.say("phrase.changed", old=self._said(org, old), **told)

    def _said(self, org: str, side: Mapping[str, Any]) -> Markup:
        """A standing in short: member, 4 July 2024; as the Factbook listed it."""
        none = self.words.say("phrase.not", what=self.words.say("rank.member"))
        told = plain_rank(self.namer, org, side["rank"]) if side.get("rank") else none
        if side.get("since"):
            return self.words.say("phrase.dated_short", what=told, date=date(self.words, side["since"]))
        listed = side.get("listed_in")
        return self.words.say("phrase.as_listed", what=told, source=listing(self.namer, listed)) if listed else told

    def linked_meeting(self, what: Mapping[str, Any]) -> Markup:
        """The name of a meeting, linked to its page."""
        return Markup('<a href="{}">{}</a>').format(self.asked.day_of(f"meeting/{what['id']}"), self.meeting_name(what))

    def title_of(self, value: Any, claims: Sequence[str], cited: Mapping[str, Cited]) -> Markup:
        """A title of an office, told; or another piece of text of a source, in the language of the source."""
        lang = next((cited[x].language for x in claims if x in cited), None)
        if isinstance(value, Mapping):
            return self.namer.title(value.get("id"), str(value.get("surface") or value.get("label") or ""), lang).__html__()
        return self.namer.name(None, str(value), lang).__html__() if value else Markup("")

    def document_told(self, title: str | None, claims: Sequence[str], cited: Mapping[str, Cited]) -> Markup:
        """The title of a document, as it stands alone."""
        lang = next((cited[x].language for x in claims if x in cited), None)
        return self.title_of(standing_alone(title, lang) if title else None, claims, cited)

    def office_told(self, what: Mapping[str, Any], claims: Sequence[str], cited: Mapping[str, Cited]) -> Markup:
        """An office with whose it is: Secretary-General of the SCO."""
        title, body = what.get("title"), self.namer.party(what.get("body"))
        if not title:
            return self.words.say("role.title") if body is None else body.__html__()
        lang = next((cited[x].language for x in claims if x in cited), None)
        named = self.namer.title(title.get("id"), str(title.get("surface") or title.get("label") or ""), lang)
        told = office_of(self.namer, named, body)
        return told.__html__() if told else Markup("")

    def asked_in_words(self, use: Mapping[str, Any]) -> Markup:
        """A question that an answer was given to: standing, of India in the SCO."""
        parties = [x for x in use["arguments"].values() if x and self.asked.gazetteer.entity(None, x)]
        return self.words.one_of("question", use["question"], names=self.names(parties) or self.words.say("phrase.nobody"))

    def seat(self, entity: Entity) -> Markup:
        """The city of an organisation's seat."""
        given = str(entity.facts.get("seat", ""))
        found = self.asked.gazetteer.find(given, "city")
        return self.namer.name(found[0].id if found else None, given).__html__()

    def listed_in(self, row: Row) -> Markup:
        """Whose list an "as listed" rests on: the Factbook's edition of 2020; a page of a day."""
        given = row.what.get("listed_in")
        return listing(self.namer, given) if isinstance(given, Mapping) else escape(row.listed or "")

    def nearest_words(self, ids: Sequence[str], cited: Mapping[str, Cited], since: Date | None = None) -> list[Cited]:
        """The first claims of a row in the order in which a reader wants their words: first those that say its day in the page's
        language; last what no source confirms."""
        few = list(dict.fromkeys(islice(ids, 2 * NEAREST)))[:NEAREST]
        ready(cited, few)
        found = [cited[x] for x in few if x in cited]
        return sorted(found, key=lambda x: (x.claim.qualifiers.get("confirmed") is False,
                                            x.language != self.words.lang or since not in (None, x.claim.valid_from)))  # fmt: skip

    def teller_of(self, ids: Sequence[str], cited: Mapping[str, Cited]) -> tuple[str, Name] | None:
        """The claim of a row that is nearest to a reader, of the same few, with the name of who printed it; without loading the claims."""
        if not isinstance(ids, Ids):
            first = next(iter(self.nearest_words(ids, cited)), None)
            return (first.id, self.outlet_name(first.outlet or first.origin)) if first else None
        few = list(islice(ids.records(), NEAREST))
        first_told = min(few, key=lambda x: x.witness.language != self.words.lang, default=None)
        return (first_told.id, self.outlet_name(first_told.witness.outlet or first_told.origin)) if first_told else None

    def source(self, cited: Cited) -> Markup:
        """Who printed the words and when: TASS, 1 July 2024."""
        outlet = cited.outlet or next(iter(cited.agencies), None) or cited.url
        name = self.namer.outlet(outlet) if outlet else self.words.say("phrase.unknown_source")
        key = "edition.page_undated" if cited.published is None else "edition.page"
        said = self.words.say(key, outlet=name, date=date(self.words, cited.published))
        site = host(cited)
        return Markup("{} · {}").format(said, original(site, "en")) if site else said

    def shown_words(self, cited: Cited, of: Mapping[str, Any] | None = None, said: Markup | None = None) -> Markup:
        """The words of a claim for a list, about one party if one is given; a line of the base record in the language of the page,
        unless just that is `said` above."""
        recorded = told(cited, self.namer, of)
        if recorded is not None:
            if said and recorded.striptags() == said.striptags():
                return Markup("")
            return Markup('<span class="told">{}</span>').format(recorded)
        if host(cited):  # which stands beside it, in place of the end of the line
            cited = replace(cited, words=cited.words.partition(SOURCE)[0])
        return around(cited, of) if of else quote(cited.words, cited.language)

    def plain_words(self, cited: Cited) -> str:
        """The words of a claim without marks; a line of the base record in the language of the page."""
        recorded = told(cited, self.namer)
        return " ".join(cited.words.split()) if recorded is None else recorded.striptags()

    def page_told(self, page: Article) -> Markup:
        """A page by its outlet and day, unlinked."""
        outlet = page.outlet or next(iter(page.agencies), None) or page.url
        name = self.namer.outlet(outlet).unlinked() if outlet else self.words.say("phrase.unknown_source")
        if page.published is None:
            return self.words.say("edition.page_undated", outlet=name)
        return self.words.say("edition.page", outlet=name, date=date(self.words, page.published))

    def outlet_name(self, outlet: str) -> Name:
        """An outlet by its name, unlinked."""
        return self.namer.outlet(outlet).unlinked()

    def steps_of(self, what: Mapping[str, Any]) -> list[Any]:
        """The way of a statement's words: speaker, interviewer, agencies, outlet."""
        speaker = what.get("speaker") or {}
        rest = [x for x in what.get("chain") or () if x not in (speaker.get("label"), speaker.get("surface"), speaker.get("id"))]
        first = [self.namer.party(speaker, what.get("language"), person=True)] if speaker else []
        return [*first, *(self.namer.outlet(str(x)) for x in rest)]

    def page_chain(self, page: Article) -> list[Any]:
        """Interviewer, agencies from the farthest, outlet: the way of a page's words."""
        given = [page.interviewer, *reversed(page.agencies), page.outlet]
        return [self.namer.outlet(x) for x in dict.fromkeys(given) if x]

    def claim_chain(self, claim: Claim, page: Article) -> list[Any]:
        """Speaker, interviewer, agencies, outlet: the way of a claim's words."""
        said = claim.attribution
        speakers = [filler(x, self.namer, page.language, person=True) for x in claim.fillers("speaker")]
        if not speakers and said.speaker:
            speakers = [self.namer.name(said.speaker, said.speaker, page.language)]
        given = [said.interviewer, *reversed(said.agencies or page.agencies), said.outlet or page.outlet]
        return [*speakers, *(self.namer.outlet(x) for x in dict.fromkeys(given) if x)]

    def full_name(self, entity: Entity) -> Markup:
        """The whole name of an entity, linked to its page."""
        kept = self.namer.name(entity.id)
        label = self.asked.gazetteer.label(entity.id, self.words.lang)
        return Name(label, kept.lang if label == kept.text else self.words.lang, self.words, kept.href).__html__()

    def in_order(self, parties: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Parties by their names, in the order of the page's alphabet."""
        return sorted(parties, key=lambda x: key(str(self.namer.party(x) or ""), self.words))

    def whole_name(self, party: Mapping[str, Any]) -> Markup:
        """The name of a party where it stands alone, in a table: whole, where sentences use its acronym."""
        entity = self.asked.gazetteer.entity(None, party["id"]) if party.get("id") else None
        return self.full_name(entity) if entity else escape(self.namer.party(party) or "")

    def citation(self, claim: Claim, page: Article) -> Markup:
        """A line to copy: the claim, its words, its source, its permalink; each in its own direction."""
        outlet = page.outlet or next(iter(page.agencies), None) or page.url
        source = self.namer.outlet(outlet).unlinked() if outlet else self.words.say("article.untitled")
        if page.published:
            source = self.words.say("edition.page", outlet=source, date=spoken(self.words, page.published))
        address = f"{self.asked.origin}/{self.words.lang}/claim/{claim.id}"
        told = sentence(claim, self.namer, page.language).striptags()
        quote = original(" ".join(claim.evidence.of(page.text).split()), page.language)
        return self.words.say("claim.citation", sentence=told, quote=quote, source=source, address=original(address, "en"))

    def warning_in_words(self, warning: str) -> Markup:
        """A warning of the reader, told in the page's language where the catalogue knows it; as it stands else."""
        for pattern, text in self.words.raw("warning.known"):
            if found := re.search(pattern, warning):
                return Markup(text).format(**found.groupdict())
        return original(warning, "en")

    def step_day(self, step: Mapping[str, Any], cited: Mapping[str, Cited]) -> Markup:
        """The day on which one step in a meeting's history could first be read."""
        first = min((cited[x] for x in step["claims"] if x in cited), key=lambda x: x.known, default=None)
        if first and first.published is None:
            return self.known_day(first)
        return date(self.words, step.get("known") or (first.known if first else None))

    def step_in_words(self, step: Mapping[str, Any], type: str | None) -> Markup:
        """What was said of a meeting at one step: its day, its place, its stage."""
        told = [date(self.words, step["date"])] if step.get("date") else []
        told += [x] if (x := self.places(step)) else []
        told += [self.words.stage("stage", step["stage"], type or "meeting")] if step.get("stage") else []
        return Markup(" · ").join(told)

    def told_batch(self, batch: Batch) -> Markup:
        """What a reader judged at once: 20 claims: correct."""
        verdict = self.words.say(f"verdict.{batch.verdict}")
        return self.words.say("review.did", claims=self.words.count("claims", len(batch.claims)), verdict=verdict)

    def moment(self, at: str) -> Markup:
        """A moment in UTC: its day and its time."""
        return self.words.say("date.moment", date=date(self.words, at[:10]), time=self.words.figures(at[11:16]))

    def rank_plural(self, org: str, code: str) -> Markup:
        """The heading over those of one rank."""
        return self.words.say(f"ranks.{code}") if self.words.has(f"ranks.{code}") else rank_name(self.namer, org, code)


def _party_list(namer: Namer, parties: Any) -> list[Name]:
    """The names of parties, without links, for use inside another link."""
    many = parties if isinstance(parties, (list, tuple)) else [parties] if parties else []
    return [x.unlinked() for each in many if (x := namer.party(each))]


def address_of(page: Article) -> str | None:
    """The address of a page, if it is one of the web."""
    return page.url if page.url and SAFE_ADDRESS.match(page.url) else None
