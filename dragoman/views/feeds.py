"""What others can subscribe to: meetings as iCalendar (RFC 5545), news of the record as RSS 2.0."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from email.utils import format_datetime
from typing import TYPE_CHECKING

from dragoman.ledger import Answer, Cited, Row
from dragoman.model import Date, digest
from dragoman.views.asked import Asked, Item, Page
from dragoman.views.behind import last_known
from dragoman.views.telling import Teller

if TYPE_CHECKING:
    from icalendar import Event

LONGEST = 31  # days: a meeting told by its month is shown over the month, one told by its year not at all
STATUS = {"cancelled": "CANCELLED", "held": "CONFIRMED", "ongoing": "CONFIRMED", "planned": "CONFIRMED", "confirmed": "CONFIRMED"}
ITEMS = 60


def as_ics(asked: Asked, page: Page) -> str:
    """The meetings of a page as a calendar. A meeting keeps its UID; each change of what is known of it raises its SEQUENCE."""
    from icalendar import Calendar

    answer, rows = page.meetings or (None, ())
    calendar = Calendar()
    calendar.add("prodid", "-//Dragoman//dragoman//" + asked.words.lang.upper())
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{page.title or asked.words.say('calendar.title')}")
    for row in rows:
        if answer and row.what.get("date") and (event := _event(asked, row, answer.cited)):
            calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _event(asked: Asked, row: Row, cited: Mapping[str, Cited]) -> Event | None:
    """One meeting; None if its day is known too roughly."""
    from icalendar import Event

    what, teller, date = row.what, Teller(asked), Date(row.what["date"])
    if (date.last - date.first).days > LONGEST:
        return None
    rough = date.precision == "month"
    event = Event()
    event.add("uid", f"{what['id']}@dragoman")
    event.add("sequence", max(0, len(what.get("history") or ()) - 1))
    event.add("dtstamp", _stamp(row, cited))
    event.add("dtstart", date.first)
    event.add("dtend", date.last + datetime.timedelta(1))
    event.add("summary", f"{teller.meeting_name(what).striptags()}")
    event.add("status", "TENTATIVE" if rough and row.status != "cancelled" else STATUS.get(row.status or "", "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    if places := teller.places(what):
        event.add("location", f"{places.striptags()}")
    words = teller.nearest_words(row.claims, cited)
    if words:
        event.add("description", f"{teller.plain_words(words[0])} — {teller.source(words[0]).striptags()}")
    event.add("url", f"{asked.origin}/{asked.words.lang}/meeting/{what['id']}")
    return event


def _stamp(row: Row, cited: Mapping[str, Cited]) -> datetime.datetime:
    """When what is known of a meeting was last added to."""
    moments = [cited[x].recorded_at for x in row.claims if x in cited]
    return datetime.datetime.fromisoformat(max(moments)) if moments else datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def as_rss(asked: Asked, page: Page) -> str:
    """The news of a page as a feed, the newest first."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
    channel = ET.SubElement(root, "channel")
    ET.SubElement(channel, "title").text = f"{page.title} · {asked.words.say('site.name')}"
    ET.SubElement(channel, "link").text = asked.origin + asked.same_page(asked.words.lang)
    ET.SubElement(channel, "description").text = f"{asked.words.say('site.promise')}"
    ET.SubElement(channel, "language").text = asked.words.lang
    own = {"href": asked.origin + asked.same_page(asked.words.lang, ".rss"), "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, "atom:link", own)
    for item in sorted(page.items or (), key=lambda x: x.day, reverse=True)[:ITEMS]:
        _item(asked, ET.SubElement(channel, "item"), item)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _item(asked: Asked, node: ET.Element, item: Item) -> None:
    ET.SubElement(node, "title").text = _clean(item.title)
    ET.SubElement(node, "link").text = f"{asked.origin}/{asked.words.lang}/{item.path}"
    ET.SubElement(node, "guid", {"isPermaLink": "false"}).text = item.id
    ET.SubElement(node, "pubDate").text = format_datetime(datetime.datetime.combine(item.day, datetime.time(), datetime.UTC))
    ET.SubElement(node, "description").text = _clean(item.text)


def _clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(x for x in text if x in "\n\t" or (ord(x) >= 32 and not 0xD800 <= ord(x) <= 0xDFFF and x not in "\ufffe\uffff"))


def of_changes(asked: Asked, answer: Answer, org: str | None = None) -> list[Item]:
    """The changes (of one organisation) as items of a feed."""
    teller = Teller(asked)
    found = []
    for row in answer.rows:
        if (org and not _is_of(row, org)) or not (words := teller.nearest_words(row.claims, answer.cited)):
            continue
        id = digest(row.what["change"], row.what["kind"], str(row.what["about"]), str(row.what["new"]))
        told = f"{asked.words.one_of('change_word', row.what['change'])}: {teller.change_of(row, answer.cited).striptags()}"
        found.append(Item(id, told, f"claim/{words[0].id}", last_known(row, answer.cited) or datetime.date.min, _quoted(teller, words[0])))
    return found


def of_statements(asked: Asked, answer: Answer, most: int = 20) -> list[Item]:
    """The latest statements as items of a feed."""
    teller, found = Teller(asked), []
    for row in answer.rows[-most:]:
        cited = answer.cited[row.claims[0]]
        speaker = teller.names(row.what.get("speaker"), cited.language) or asked.words.say("phrase.nobody")
        force = asked.words.one_of("force", row.what.get("force")) if row.what.get("force") else asked.words.say("kind.statement.name")
        found.append(Item(cited.id, f"{speaker.__html__().striptags()}: {force}", f"claim/{cited.id}", cited.known, _quoted(teller, cited)))
    return found


def _is_of(row: Row, org: str) -> bool:
    about = row.what["about"]
    parties = [about.get("organisation"), about.get("body"), *(about.get("organisations") or ())]
    return org in [x.get("id") for x in parties if isinstance(x, dict)]


def _quoted(teller: Teller, cited: Cited) -> str:
    return f"{teller.plain_words(cited)} — {teller.source(cited).striptags()}"
