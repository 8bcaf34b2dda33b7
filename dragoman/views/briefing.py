"""The briefing: two pages to print on an organisation, a state or a meeting, on a day, as known on a day; every line with its source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from dragoman.errors import UnknownName
from dragoman.gazetteer import Entity, load
from dragoman.ledger import Cited, Dispute, Ledger, Row, When
from dragoman.model import Date
from dragoman.views import drafting
from dragoman.views.actors import steps_of
from dragoman.views.asked import Asked, Page
from dragoman.views.collation import by_name
from dragoman.views.drafting import Draft
from dragoman.views.listings import entity_asked
from dragoman.views.meetings import every, guests, parted
from dragoman.views.missing import nearest
from dragoman.views.names import Namer
from dragoman.views.organisation import FACTS, disputes_of, grouped
from dragoman.views.paper import forms
from dragoman.views.words import Words

STEPS, OFFICES, MEETINGS, SAID, DISPUTES, DOCUMENTS = 6, 4, 4, 5, 5, 4  # lines of each, so that two pages hold them


def briefing(asked: Asked) -> Page:
    """The briefing on `?for=` an organisation, a state (ids or names) or a meeting (its id); a form where nothing is asked for."""
    wanted = entity_asked(asked, "for")
    draft = Draft(asked)
    name = _written(draft, wanted) if wanted else None
    near = nearest(asked.gazetteer, wanted) if wanted and name is None else []
    shown = {"draft": draft, "name": name, "wanted": wanted, "near": [x for x in near if x.kind != "person"], "papers": forms()}
    title = asked.words.say("briefing.headline", name=name) if name else asked.words.say("briefing.title")
    rows = [{"section": x.key, "line": f"{line.striptags()}"} for x in draft.sections for line in x.lines]
    return Page("briefing.html", title, {}, shown, data(draft, wanted), rows, status=404 if wanted and name is None else 200)


def written(ledger: Ledger, subject: str, when: When, lang: str, form: str) -> bytes:
    """A briefing as the bytes of a file: `form` is .docx, .pdf, .html, .json or .txt. UnknownName if there is nothing of that name."""
    from dragoman.views.paper import alone, as_docx, as_pdf
    from dragoman.views.rendering import html
    from dragoman.views.twins import as_json

    words, gazetteer = Words(lang), load()
    query = {"for": subject, "on": when.on.text} | ({"known": when.known.text} if when.known else {})
    asked = Asked(ledger, gazetteer, words, Namer(gazetteer, words), when, "briefing", query, "http://127.0.0.1:8000")
    page = briefing(asked)
    if page.status != 200:
        near = [gazetteer.label(x.id, lang) for x in page.shown["near"]]
        raise UnknownName(f"Nothing is called “{subject}”." + (f" Did you mean {', '.join(near[:3])}?" if near else ""))
    if form == ".docx":
        return as_docx(asked, page)
    if form == ".pdf":
        return as_pdf(html(asked, page))
    text = alone(html(asked, page)) if form == ".html" else as_json(page.json()) if form == ".json" else plain(asked, page)
    return text.encode("utf-8")


def plain(asked: Asked, page: Page) -> str:
    """The briefing as plain text."""
    draft, words = page.shown["draft"], asked.words
    lines = [f"{page.title}", ""]
    for section in draft.sections:
        lines += [f"{words.say('briefing.section_' + section.key)}", *(f"  • {x.striptags()}" for x in section.lines)]
        if section.refused or not section.lines:
            lines.append(f"  {words.count('refused', section.refused) if section.refused else words.say('briefing.no_words')}")
        lines.append("")
    for note in draft.notes.values():
        lines.append(f"[{note.number}] {draft.teller.source(note.cited[0]).striptags()}: {draft.teller.plain_words(note.cited[0])}")
    return "\n".join(lines) + "\n"


def data(draft: Draft, wanted: str | None) -> Mapping[str, object]:
    """The briefing as plain JSON values: its lines as text, its sources as claims."""
    sections = [{"section": x.key, "lines": [f"{y.striptags()}" for y in x.lines], "refused": x.refused} for x in draft.sections]
    sources = [{"number": x.number, "claims": [y.json() for y in x.cited]} for x in draft.notes.values()]
    return {"for": wanted, "when": draft.asked.when.json(), "language": draft.asked.words.lang, "sections": sections, "sources": sources}


def _written(draft: Draft, wanted: str) -> str | None:
    """Write the briefing; what it is on by name, None if there is no such thing."""
    gazetteer = draft.asked.gazetteer
    for kind, write in (("organisation", _organisation), ("state", _state)):
        if entity := gazetteer.entity(kind, wanted) or gazetteer.entity(kind, wanted.upper()):
            write(draft, entity)
            return gazetteer.label(entity.id, draft.asked.words.lang, draft.asked.when.on)
    return _meeting(draft, wanted)


def _organisation(draft: Draft, entity: Entity) -> None:
    asked, ledger, when = draft.asked, draft.asked.ledger, draft.asked.when
    members = ledger.members(entity.id, when, rank="all")
    groups = grouped(asked, entity.id, members.rows)
    drafting.standing(draft, [x for group in groups for x in group.rows], members.cited, "member", [x.rank for x in groups])
    draft.end("standing")
    courses = ledger.courses(entity.id, when)
    drafting.steps(draft, [(x, courses.cited) for x in courses.rows], STEPS)
    draft.end("steps")
    drafting.chairs(draft, ledger.chair(entity.id, when))
    draft.end("chair")
    drafting.offices(draft, ledger.offices(entity.id, when), OFFICES)
    draft.end("offices")
    answer = ledger.meetings(entity.id, when)
    _agenda(draft, every(answer), answer.cited)
    drafting.documents(draft, ledger.documents(entity.id, when), DOCUMENTS)
    draft.end("documents")
    statements = ledger.statements(when=when, about=entity.id)
    drafting.said(draft, statements.rows[::-1], statements.cited, SAID)
    draft.end("said")
    found = disputes_of(members, ledger.chair(entity.id, when), ledger.founded(entity.id, when), answer)["disputes"]
    _disputes(draft, [(x, y.cited) for x, y in found])


def _state(draft: Draft, entity: Entity) -> None:
    ledger, when = draft.asked.ledger, draft.asked.when
    memberships = ledger.memberships(entity.id, when)
    held = [x for x in memberships.rows if x.certainty in FACTS]
    held = by_name(draft.asked, held, "organisation")
    drafting.standing(draft, held, memberships.cited, "organisation", list(dict.fromkeys(str(x.what.get("rank")) for x in held)))
    draft.end("memberships")
    drafting.steps(draft, [(row, answer.cited) for row, answer in steps_of(draft.asked, entity.id)], STEPS)
    draft.end("steps")
    drafting.offices(draft, ledger.offices(entity.id, when), OFFICES)
    draft.end("offices")
    answer = ledger.meetings(None, when)
    _agenda(draft, [x for x in every(answer) if _concerns(x, entity.id)], answer.cited)
    statements = ledger.statements(when=when, by=entity.id)
    drafting.said(draft, statements.rows[::-1], statements.cited, SAID)
    draft.end("said")
    _disputes(draft, [(x, y.cited) for x, y in disputes_of(memberships)["disputes"]])


def _meeting(draft: Draft, wanted: str) -> str | None:
    asked = draft.asked
    answer = asked.ledger.meeting(wanted, asked.when)
    row = next(iter(answer.rows), None)
    if row is None:
        return None
    drafting.meetings(draft, [row], answer.cited)
    draft.end("meeting")
    for step in row.what.get("history") or ():
        day = draft.teller.step_day(step, answer.cited)
        told = asked.words.say("briefing.meeting", name=day, about=draft.teller.step_in_words(step, row.what.get("type")))
        draft.line(told, step["claims"], answer.cited)
    draft.end("moved")
    drafting.guests(draft, row, answer.cited)
    draft.end("guests")
    pages = {answer.cited[x].claim.article for x in row.claims if x in answer.cited}
    ids = [x.id for page in sorted(pages) for x in asked.ledger.claims(article=page) if x.kind == "statement"]
    statements = asked.ledger.statements(when=asked.when, only=ids[:SAID])
    drafting.said(draft, statements.rows, statements.cited, SAID)
    draft.end("said")
    _disputes(draft, [(x, answer.cited) for x in row.disputes if x.open])
    return str(draft.teller.meeting_name(row.what).striptags())


def _agenda(draft: Draft, rows: Sequence[Row], cited: Mapping[str, Cited]) -> None:
    """The coming meetings, or the last one where none is to come; and who comes to the first of them."""
    coming, past, _ = parted(rows, draft.asked.when.on.first)
    shown = coming[:MEETINGS] or sorted(past, key=_last_day)[-1:]
    drafting.meetings(draft, shown, cited)
    draft.end("agenda" if coming or not past else "last_meeting")
    if shown:
        drafting.guests(draft, shown[0], cited)
    draft.end("guests")


def _last_day(row: Row) -> datetime.date:
    return Date(row.what["date"]).last


def _concerns(row: Row, state: str) -> bool:
    """Whether a state, or someone on the board, is of the meeting."""
    parties = [row.what.get("country"), *(row.what.get("organisations") or ()), *(row.what.get("participants") or ())]
    return state in guests(row) or state in [x.get("id") for x in parties if isinstance(x, Mapping)]


def _disputes(draft: Draft, found: Sequence[tuple[Dispute, Mapping[str, Cited]]]) -> None:
    drafting.disputes(draft, found[:DISPUTES])
    draft.end("disputes")
