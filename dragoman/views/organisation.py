"""The page of an organisation: its names, founding, members on a day as known on a day, chair, offices, meetings, words about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.gazetteer import Entity
from dragoman.ledger import Answer, Dispute, Row
from dragoman.model import Date
from dragoman.views import courses
from dragoman.views.asked import Asked, Item, Page
from dragoman.views.behind import last_known, ready_all
from dragoman.views.collation import by_name
from dragoman.views.difference import difference
from dragoman.views.feeds import of_changes, of_statements
from dragoman.views.nearby import coming, past, together

FACTS = ("certainly", "possibly", "as listed")
STATEMENTS_SHOWN = 12
LINES_SHOWN = 8  # documents, numbers, aims, decisions, offices …: the latest; the others stand in a list of their own
SHOWN_WITH_WORDS = 60  # members that are shown with their words; of more, each line leads to them, and less else is shown
MEETINGS_SHOWN = 12  # of those to come and of those that were
RECENT_YEARS = 3  # of changes in the feed


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one rank, in the order of the alphabet."""

    rank: str
    counts_as: str
    rows: Sequence[Row]

    @property
    def size(self) -> int:
        """How many surely stand there; those who possibly do are shown, not counted."""
        return sum(x.certainty != "possibly" for x in self.rows)


def organisation(asked: Asked, slug: str) -> Page | None:
    """The page of one organisation; None if the gazetteer has no such organisation."""
    entity = asked.gazetteer.entity("organisation", slug)
    if entity is None:
        return None
    members = asked.ledger.members(slug, asked.when, rank="all")
    groups = grouped(asked, slug, members.rows)
    many = sum(len(x.rows) for x in groups) > SHOWN_WITH_WORDS
    met = MEETINGS_SHOWN // 2 if many else MEETINGS_SHOWN
    meetings, more_meetings = _meetings(asked, slug, met)
    answers = {"members": members} | _ask(asked, slug, meetings)
    found = disputes_of(answers["members"], answers["chair"], answers["founded"])
    ahead, offices = beside(answers["members"]), holding(answers["offices"])
    few = LINES_SHOWN // 2 if many else LINES_SHOWN
    apart = [x for group in found.values() for x, of in group[:few] if of is members]
    ready_all(members.cited, [*(x.claims for x in ahead[:few]), *(y.claims for x in apart for y in x.versions)])
    ready_all(answers["offices"].cited, [x.claims for x in offices[:LINES_SHOWN]])
    shown = {
        "entity": entity, "others": other_names(entity, asked), "name": asked.gazetteer.label(slug, asked.words.lang, asked.when.on),
        "members": [x for x in groups if x.counts_as == "member"], "connected": [x for x in groups if x.counts_as != "member"],
        "beside": ahead[:few], "disputes": found["disputes"][:few], "quiet": found["quiet"][:few],
        "offices": offices[:LINES_SHOWN], "listed": {"beside": len(ahead), "offices": len(offices),
                                                     "disputes": max(map(len, found.values()))},
        "statements": answers["statements"].rows[-STATEMENTS_SHOWN:][::-1], "more": len(answers["statements"].rows) > STATEMENTS_SHOWN,
        "slug": slug, "course": courses.brief(asked, slug, courses.DRAWN * 2 // 3 if many else courses.DRAWN),
        "difference": difference(asked, slug), "lines_shown": LINES_SHOWN,
        "many": many, "few": few,
        "acronyms": [(x, short) for x in ("ar", "ru", "en") if (short := asked.gazetteer.acronym(slug, x))],
        "meetings": near(meetings.rows, asked.when.on.first, met),
        "more_meetings": more_meetings,
    }  # fmt: skip
    return Page("organisation.html", shown["name"], answers, shown, meetings=(meetings, meetings.rows),
                items=_news(asked, slug, answers["statements"]))  # fmt: skip


def _meetings(asked: Asked, slug: str, most: int) -> tuple[Answer, bool]:
    """The meetings, and whether there are more than so many; for the page itself, where those near to the day are enough, only they."""
    if not asked.form:
        back = past(asked, slug, most)
        if len(back.rows) >= most:
            return together(back, coming(asked, slug, most)), True
    every = asked.ledger.meetings(slug, asked.when)
    return every, len(every.rows) > len(near(every.rows, asked.when.on.first, most))


def near(rows: Sequence[Row], day: datetime.date, most: int = MEETINGS_SHOWN) -> list[Row]:
    """The next meetings to come by date, then the last that were, the latest first, then those without a day."""
    coming = [x for x in rows if x.since and x.since.last >= day]
    past = [x for x in rows if x.since and x.since.last < day]
    undated = [x for x in rows if not x.since]
    return [*coming[:most], *past[-most:][::-1], *undated[:most]]


def holding(answer: Answer) -> list[Row]:
    """The rows of those who hold an office, the one told of last first; of one day, in the order of the answer."""
    held = [x for x in answer.rows if x.certainty in FACTS]
    if len(held) <= LINES_SHOWN:
        return held
    return sorted(held, key=lambda x: last_known(x, answer.cited) or datetime.date.min, reverse=True)


def _news(asked: Asked, slug: str, statements: Answer) -> list[Item]:
    """The changes and statements of the organisation, for its feed alone."""
    if asked.form != ".rss":
        return []
    since = Date(f"{asked.when.on.last.year - RECENT_YEARS:04d}")
    return [*of_changes(asked, asked.ledger.changes(since, asked.when), slug), *of_statements(asked, statements)]


def _ask(asked: Asked, slug: str, meetings: Answer) -> dict[str, Answer]:
    """What is told of it; a data twin is whole, the page itself has the latest and leads to the others."""
    ledger, when = asked.ledger, asked.when
    said, lines = (None, None) if asked.form else (STATEMENTS_SHOWN + 1, LINES_SHOWN + 1)
    return {
        "founded": ledger.founded(slug, when), "chair": ledger.chair(slug, when),
        "offices": ledger.offices(slug, when), "meetings": meetings,
        "statements": ledger.statements(when=when, about=slug, latest=said),
        "documents": ledger.documents(slug, when, lines), "numbers": ledger.numbers(when, slug, lines),
        "aims": ledger.aims(slug, when, lines), "decisions": ledger.decisions(slug, when, lines),
    }  # fmt: skip


def grouped(asked: Asked, org: str, rows: Iterable[Row]) -> list[Group]:
    """The rows that hold, by rank in the order of the organisation's ladder: founders first, then members, observers …"""
    ladder = [x.code for x in asked.gazetteer.ladder(org)]
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.certainty in FACTS:
            found.setdefault(str(row.what.get("rank")), []).append(row)
    groups = [Group(rank, str(held[0].what.get("counts_as")), by_name(asked, held, "member")) for rank, held in found.items()]
    return sorted(groups, key=lambda x: (x.counts_as != "member", ladder.index(x.rank) if x.rank in ladder else len(ladder), x.rank))


def latest_first(rows: Iterable[Row]) -> list[Row]:
    """Terms of office, those begun last first; of one day, in the order of the answer."""
    return sorted(rows, key=lambda x: (x.since or x.until or Date("0001")).first, reverse=True)


def beside(answer: Answer) -> list[Row]:
    """What is expected, planned, proposed … : beside the answer and beside its rows."""
    here = set(map(id, answer.beside))
    return [*answer.beside, *(x for row in answer.rows for x in row.beside if id(x) not in here and x not in answer.beside)]


def disputes_of(*answers: Answer) -> dict[str, list[tuple[Dispute, Answer]]]:
    """The disagreements of some answers, each once, with the answer that cites its claims: the open ones, and the quiet ones."""
    found: dict[tuple[str, ...], list[tuple[Dispute, Answer]]] = {}
    for answer in answers:
        for dispute in (*answer.disputes, *(x for row in (*answer.rows, *answer.beside) for x in row.disputes)):
            same = found.setdefault((dispute.type, str(dispute.about), *(x.says for x in dispute.versions)), [])
            if not any(x is dispute or x.versions == dispute.versions for x, _ in same):
                same.append((dispute, answer))
    every = [x for same in found.values() for x in same]
    return {"disputes": [x for x in every if x[0].open], "quiet": [x for x in every if not x[0].open]}


def other_names(entity: Entity, asked: Asked) -> list[tuple[str, str]]:
    """The entity's names in the two other languages."""
    return [(lang, entity.labels[lang]) for lang in ("ar", "ru", "en") if lang != asked.words.lang and lang in entity.labels]
