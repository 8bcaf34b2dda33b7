"""The lines of a briefing. A line is written only if words of a page stand behind it, and carries their numbers; the others are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from dragoman.ledger import Answer, Cited, Dispute, Row
from dragoman.model import Date
from dragoman.views.asked import Asked
from dragoman.views.dates import date
from dragoman.views.quoting import original
from dragoman.views.sentences import plain_rank
from dragoman.views.telling import Teller

FACTUAL = (None, "unconfirmed")  # the status of what is so; plans have others
PER_LINE = 2  # sources named behind one line
QUOTES = 1  # of one page, shown with its source


@dataclass(slots=True)
class Note:
    """A source: its number in the briefing, and the claims of that page that lines rest on."""

    number: int
    cited: list[Cited]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's lines, and how many were refused for want of words."""

    key: str
    lines: Sequence[Markup]
    refused: int


@dataclass(slots=True)
class Draft:
    """What is being written: the sections so far, and the sources they name, in the order in which they are first named."""

    asked: Asked
    sections: list[Section] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    _lines: list[Markup] = field(default_factory=list)
    _refused: int = 0

    @property
    def teller(self) -> Teller:
        """Tells rows in the language of the briefing."""
        return Teller(self.asked)

    def end(self, key: str) -> None:
        """Close the section that the lines since the last one make."""
        self.sections.append(Section(key, tuple(self._lines), self._refused))
        self._lines, self._refused = [], 0

    def line(self, text: Markup | None, claims: Iterable[str], cited: Mapping[str, Cited], since: Date | None = None) -> None:
        """Write a line with the numbers of its sources; refuse it if it has none, or if there are no words for it."""
        marks = self.marks(claims, cited, since)
        if not marks or not text or not text.strip():
            self._refused += 1
        elif text + marks not in self._lines:  # two states that one sentence names have a row each
            self._lines.append(text + marks)

    def marks(self, claims: Iterable[str], cited: Mapping[str, Cited], since: Date | None = None, most: int = PER_LINE) -> Markup:
        """The numbers of the sources behind something, those in the page's language first; nothing where no page has words."""
        found = [x for x in self.teller.nearest_words(list(claims), cited, since) if x.words.strip() and not x.struck]
        numbers = dict.fromkeys(self._note(x) for x in _one_a_page(found)[:most])
        shown = Markup("").join(_MARK.format(n, self.asked.words.figures(str(n))) for n in numbers)
        return Markup("\N{NO-BREAK SPACE}") + shown if shown else shown

    def _note(self, cited: Cited) -> int:
        note = self.notes.setdefault(cited.claim.article, Note(len(self.notes) + 1, []))
        if len(note.cited) < QUOTES and cited.words not in [x.words for x in note.cited]:
            note.cited.append(cited)
        return note.number

    def listed(self, lead: Markup, rows: Sequence[tuple[Any, Markup]]) -> None:
        """A line that names several: each with its sources, or all with the same at the end. Those without words are refused."""
        told = [(name, marks) for name, marks in rows if marks and name is not None]
        self._refused += len(rows) - len(told)
        if not told:
            return
        same = len({marks for _, marks in told}) == 1
        names = Markup(self.asked.words.raw("briefing.comma")).join(escape(x) + ("" if same else marks) for x, marks in told)
        self._lines.append(self.asked.words.say("briefing.listed", lead=lead, names=names) + (told[0][1] if same else ""))


_MARK = Markup('<a class="ref" href="#source-{}">[{}]</a>')


def _one_a_page(cited: Iterable[Cited]) -> list[Cited]:
    """The first claim of each page."""
    found: dict[str, Cited] = {}
    for each in cited:
        found.setdefault(each.claim.article, each)
    return list(found.values())


def standing(draft: Draft, rows: Sequence[Row], cited: Mapping[str, Cited], whose: str, ranks: Sequence[str]) -> None:
    """A line for each rank with all who hold it; what is only possible or listed says so beside the name."""
    words, namer = draft.asked.words, draft.asked.namer
    by_rank: dict[str, list[Row]] = {x: [] for x in ranks}
    for row in rows:
        by_rank.setdefault(str(row.what.get("rank")), []).append(row)
    for rank, held in by_rank.items():
        for how in ("certainly", "possibly", "as listed", "unconfirmed"):
            some = [x for x in held if ("unconfirmed" if draft.teller.unsourced(x, cited) else x.certainty) == how]
            names = [(namer.party(x.what[whose]), draft.marks(x.claims, cited, x.since, 1)) for x in some]
            if not names:
                continue
            org = some[0].what["organisation"]["id"]
            what = draft.teller.rank_plural(org, rank) if whose == "member" else plain_rank(namer, org, rank)
            if how != "certainly":
                group = "status" if how == "unconfirmed" else "certainty"
                what = words.say("briefing.hedged", name=what, how=words.say(f"{group}.{how.replace(' ', '_')}"))
            draft.listed(words.say("briefing.counted", what=what, n=words.number(sum(bool(x[1]) for x in names))), names)


def steps(draft: Draft, rows: Sequence[tuple[Row, Mapping[str, Cited]]], most: int) -> None:
    """The latest changes of standing up to the day, newest first, each in the words of its claim."""
    dated = [(x.since.first, x, cited) for x, cited in rows if x.since and x.certainty != "as listed" and x.status in FACTUAL]
    past = [x for x in dated if x[0] <= draft.asked.when.on.last]
    for _, row, cited in sorted(past, key=lambda x: x[0], reverse=True)[:most]:
        draft.line(_hedged(draft, draft.teller.first_sentence(row, cited), row, cited), row.claims, cited, row.since)


def _hedged(draft: Draft, told: Markup, row: Row, cited: Mapping[str, Cited]) -> Markup:
    """What is told, with a word of doubt where it is only listed or possible, or rests on no source."""
    words = draft.asked.words
    doubt = "status.unconfirmed" if draft.teller.unsourced(row, cited) else f"certainty.{(row.certainty or '').replace(' ', '_')}"
    if not told or doubt not in ("status.unconfirmed", "certainty.as_listed", "certainty.possibly"):
        return told
    listed = doubt == "certainty.as_listed" and (row.listed or row.what.get("listed_in"))
    how = words.say("certainty.as_listed_in", source=draft.teller.listed_in(row)) if listed else words.say(doubt)
    return words.say("briefing.hedged", name=told, how=how)


def chairs(draft: Draft, answer: Answer) -> None:
    """Who holds the chair, and who is to hold it."""
    words = draft.asked.words
    for row in answer.rows:
        if row.certainty in ("certainly", "possibly", "as listed"):
            told = {"holder": draft.teller.names(row.what["holder"]), "organisation": draft.teller.names(row.what["organisation"])}
            line = _hedged(draft, words.say("sentence.chairmanship.holds.fact", **told), row, answer.cited)
            draft.line(line, row.claims, answer.cited, row.since)
    _ahead(draft, answer, "holder")


def offices(draft: Draft, answer: Answer, most: int) -> None:
    """Who holds which office, and who is to."""
    for row in [x for x in answer.rows if x.certainty in ("certainly", "possibly", "as listed")][:most]:
        who = draft.asked.namer.party(row.what["person"], person=True)
        office = draft.teller.office_told(row.what, row.claims, answer.cited)
        line = _hedged(draft, draft.asked.words.say("sentence.office.holds.fact", person=who, title=office), row, answer.cited)
        draft.line(line, row.claims, answer.cited)
    _ahead(draft, answer, "person", most)


def _ahead(draft: Draft, answer: Answer, who: str, most: int = 3) -> None:
    """What is expected: told as such, never as a fact."""
    words = draft.asked.words
    for row in [x for x in answer.beside if x.status not in ("confirmed", "moved", "denied", "cancelled")][:most]:
        name = draft.asked.namer.party(row.what[who], person=who == "person")
        day = date(words, row.since, "when") if row.since else words.say("date.none")
        status = words.stage("status", row.status, None)
        draft.line(words.say("briefing.ahead", status=status, name=name, when=day), row.claims, answer.cited)


def meetings(draft: Draft, rows: Sequence[Row], cited: Mapping[str, Cited]) -> None:
    """Each meeting with its day, place and stage."""
    words = draft.asked.words
    for row in rows:
        stage = words.stage("status", row.status, row.what.get("type") or "meeting")
        told = [date(words, row.what.get("date")), draft.teller.places(row.what), stage]
        about = Markup(words.raw("site.comma")).join(x for x in told if x)
        line = words.say("briefing.meeting", name=draft.teller.linked_meeting(row.what), about=about)
        draft.line(_hedged(draft, line, row, cited), row.claims, cited)


def guests(draft: Draft, row: Row, cited: Mapping[str, Cited]) -> None:
    """Who comes, by what the last words say: came, confirmed, expected, invited, declined."""
    words = draft.asked.words
    by_status: dict[str, list[tuple[Any, Markup]]] = {x: [] for x in words.keys("manner.")}
    for guest in row.what.get("attendance") or ():
        name = draft.asked.namer.party(guest["guest"], person=True)
        ids = guest["manners"].get(guest["status"]) or [y for x in guest["manners"].values() for y in x]
        by_status.setdefault(guest["status"], []).append((name, draft.marks(ids, cited, None, 1)))
    for status, names in by_status.items():
        if names:
            draft.listed(words.one_of("manner", status), names)


def _by_the_day(draft: Draft, day: str | None) -> bool:
    """Whether a day is none after the one the briefing is for."""
    return not day or Date(day).first <= draft.asked.when.on.last


def said(draft: Draft, rows: Sequence[Row], cited: Mapping[str, Cited], most: int) -> None:
    """What was last said by the day, quoted in the language in which it was printed."""
    words = draft.asked.words
    for row in [x for x in rows if _by_the_day(draft, x.what.get("published"))][:most]:
        item = cited.get(row.claims[0])
        quotes, reported = row.what.get("quotes") or (), row.what.get("reported")
        told = quotes[0]["text"] if quotes else reported["text"] if reported else item.words if item else ""
        tongue = row.what.get("language")
        speaker = draft.teller.names(row.what.get("speaker"), tongue) or words.say("phrase.nobody")
        shown = original(" ".join(told.split()), tongue, "q" if quotes else "bdi")
        force = words.one_of("force", row.what.get("force") or "said")  # what was denied or asked must not read as said
        line = words.say("briefing.said", speaker=speaker, date=date(words, row.what.get("published")), force=force, quote=shown)
        draft.line(line if told else None, row.claims, cited)


def documents(draft: Draft, answer: Answer, most: int) -> None:
    """The latest documents, with what happened to them."""
    words = draft.asked.words
    for row in [x for x in answer.rows[::-1] if _by_the_day(draft, x.what.get("date"))][:most]:
        action = words.one_of("document_action", row.what["action"]) if row.what.get("action") else words.say("kind.document.name")
        title = draft.teller.document_told(row.what.get("title"), row.claims, answer.cited)
        day = date(words, row.what["date"]) if row.what.get("date") else Markup("")
        draft.line(words.say("briefing.document", action=action, title=title, date=day), row.claims, answer.cited)


def disputes(draft: Draft, found: Sequence[tuple[Dispute, Mapping[str, Cited]]]) -> None:
    """Each disagreement with all its sides, each side with its sources; a side without words is refused."""
    words = draft.asked.words
    for dispute, cited in found:
        sides = [(draft.teller.version_of(x, dispute.about), draft.marks(x.claims, cited, None)) for x in dispute.versions]
        matter = draft.teller.matter_of(dispute, cited)
        lead = words.one_of("dispute", dispute.type)
        draft.listed(words.say("briefing.matter", kind=lead, matter=matter) if matter else lead, sides)
