"""The pages of a state and of a person."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from dragoman.ledger import Answer, Cited, Row
from dragoman.ledger.every import in_text_order
from dragoman.ledger.judgements_names import Names
from dragoman.ledger.records import claim_of, entity_key
from dragoman.ledger.tables import articles, claims, fillers
from dragoman.views.asked import Asked, Page
from dragoman.views.behind import day_of, ready_all
from dragoman.views.collation import key
from dragoman.views.feeds import of_statements
from dragoman.views.meetings import every, guests
from dragoman.views.organisation import FACTS, beside, disputes_of, holding, latest_first, other_names

HOSTED, MET = 20, 30  # meetings shown
LINES, STEPS, SAID, HEADS = 16, 40, 12, 30  # of plans and offices, steps, statements shown: the latest
HELD, LISTED = 120, 90  # standings shown; of more than so many each line gives its source instead of its words
LOOKED_AT = 400  # claims in which the spellings of a name are sought


def state(asked: Asked, slug: str) -> Page | None:
    """The page of a state: its organisations on the day, its steps, the chairs and offices. None if there is no such state."""
    entity = asked.gazetteer.entity("state", slug.upper()) or asked.gazetteer.entity("state", slug)
    if entity is None:
        return None
    memberships = asked.ledger.memberships(entity.id, asked.when)
    held = _by_name(asked, [x for x in memberships.rows if x.certainty in FACTS])
    few = None if asked.form else SAID + 1
    answers = {"memberships": memberships, "offices": asked.ledger.offices(entity.id, asked.when),
               "terms": asked.ledger.terms(entity.id, asked.when),
               "statements": asked.ledger.statements(when=asked.when, by=entity.id, latest=few)}  # fmt: skip
    disputes, ahead, steps = disputes_of(memberships), beside(memberships), [(x, memberships) for x, _ in steps_of(asked, entity.id)]
    if not asked.form:
        worded = [*(x for x, _ in steps[-STEPS:]), *ahead[:LINES], *(held if len(held) <= LISTED else ())]
        sides = [x for group in disputes.values() for dispute, _ in group[:LINES] for x in dispute.versions]
        ready_all(memberships.cited, (x.claims for x in (*worded, *sides)))
    offices, statements = _shorter(answers["offices"], holding(answers["offices"])), answers["statements"]
    shown = {
        "entity": entity, "others": other_names(entity, asked), "rows": held[:HELD], "many": len(held) > LISTED,
        "beside": ahead[:LINES], "steps": steps[-STEPS:], "disputes": disputes["disputes"][:LINES], "quiet": disputes["quiet"][:LINES],
        "chairs": _chairs(asked, entity.id), "hosted": _hosted(asked, entity.id), "offices": offices,
        "terms": _over(asked, answers["terms"])[:HEADS], "statements": statements.rows[-SAID:][::-1], "more": len(statements.rows) > SAID,
        "left_out": _beyond(held, HELD) + _beyond(steps, STEPS) + _beyond(ahead, LINES) + sum(_beyond(x, LINES) for x in disputes.values()),
    }  # fmt: skip
    return Page("state.html", asked.gazetteer.label(entity.id, asked.words.lang, asked.when.on), answers, shown)


def _by_name(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """Standings by the whole names of the organisations, in the order of the page's alphabet."""
    return sorted(rows, key=lambda x: key(asked.namer.whole(x.what["organisation"]), asked.words))


def _over(asked: Asked, terms: Answer) -> list[Row]:
    """The terms that are over, those begun last first."""
    return [x for x in latest_first(terms.rows) if x.until and x.until.first <= asked.when.on.last]


def _beyond(rows: Sequence[object], shown: int) -> int:
    return max(0, len(rows) - shown)


def _shorter(answer: Answer, rows: Sequence[Row]) -> Answer:
    """The offices of which pages told last, and some of what is to come."""
    return replace(answer, rows=tuple(rows[:LINES]), beside=answer.beside[:LINES])


def _chairs(asked: Asked, state: str) -> list[Cited]:
    """What the news says of chairs that the state held, takes or hands over: the latest claim for each organisation and year."""
    ids = asked.ledger.witnesses.latest_ids([state], "chairmanship", ["holder"], asked.when, LOOKED_AT)
    found = {}
    for cited in sorted(asked.ledger.witnesses.all_of(ids, asked.when), key=in_text_order):
        year = (cited.claim.valid_from.text if cited.claim.valid_from else cited.known.isoformat())[:4]
        orgs = [x.id or x.surface for x in cited.claim.fillers("organisation")]
        if not cited.struck:
            found[(str(orgs), year, cited.claim.qualifiers.get("change"))] = cited
    return list(found.values())[::-1][:LINES]


def _hosted(asked: Asked, state: str) -> list[tuple[Row, Answer]]:
    """The latest meetings that are held in the state: their pages name the state, or a city that lies there."""
    places = {state} | {x for x, city in asked.gazetteer.all("city").items() if city.facts.get("state") == state}
    ids = asked.ledger.witnesses.latest_ids(places, "meeting", ["country", "city"], asked.when, 2 * HOSTED)
    answer = asked.ledger.meetings_told(ids, asked.when)
    return [(x, answer) for x in every(answer) if state in _places(asked, x)][::-1][:HOSTED]


def _places(asked: Asked, row: Row) -> set[str | None]:
    country, city = row.what.get("country"), row.what.get("city")
    known = asked.gazetteer.entity("city", city["id"]) if isinstance(city, Mapping) and city.get("id") else None
    return {country.get("id") if isinstance(country, Mapping) else None, str(known.facts.get("state")) if known else None}


def steps_of(asked: Asked, state: str) -> list[tuple[Row, Answer]]:
    """Every step of the state that the news tells of, in whatever organisation, oldest first; lists aside."""
    own = asked.ledger.witnesses.on(state, ["membership", "founding"], asked.when)
    orgs = sorted({y.id for x in own if not x.claim.rule.startswith("base/") for y in x.claim.fillers("organisation") if y.id})
    answers = [asked.ledger.history(state, org, asked.when) for org in orgs]
    rows = [(row, answer) for answer in answers for row in (*answer.rows, *answer.beside) if row.certainty != "as listed"]
    return sorted(rows, key=lambda x: day.first if (day := day_of(x[0], x[1].cited)) else datetime.date.max)


def person(asked: Asked, slug: str) -> Page | None:
    """The page of a person: offices, statements, meetings. None if neither gazetteer nor record knows the person."""
    entity = asked.gazetteer.entity("person", slug)
    names = Names(asked.ledger.store, asked.ledger.witnesses)
    keys = names.same_as(slug)
    offices = joined([asked.ledger.offices(None, asked.when, person=x) for x in keys])
    past = joined([asked.ledger.terms(None, asked.when, person=x) for x in keys])
    few = None if asked.form else SAID + 1
    statements = joined([asked.ledger.statements(when=asked.when, by=x, latest=few) for x in keys])
    surface = _surface(asked, slug)
    if entity is None and surface is None:
        return None
    name = asked.namer.name(slug, surface)
    found = [asked.ledger.meetings_with(x, asked.when) for x in keys]
    met = {row.what["id"]: (row, answer) for answer in found for row in every(answer) if guests(row) & set(keys)}
    rows = [row for row, _ in met.values()]
    shown = {
        "entity": entity, "others": other_names(entity, asked) if entity else [], "meetings": list(met.values())[-MET:][::-1],
        "more_meetings": len(met) > MET, "offices": _shorter(offices, holding(offices)), "more_offices": len(holding(offices)) > LINES,
        "statements": statements.rows[-SAID:][::-1], "more": len(statements.rows) > SAID,
        "terms": _over(asked, past)[:LINES], "spellings": _spellings(asked, keys), "same": keys[1:],
        "unconfirmed": entity is None and len(keys) == 1 and not names.confirmed(slug),
    }  # fmt: skip
    answers = {"offices": offices, "terms": past, "statements": statements}
    return Page("person.html", str(name), answers, shown, meetings=(joined(found), rows), items=of_statements(asked, statements))


def _spellings(asked: Asked, keys: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """How pages write the name: language, spelling, in how many of the claims looked at, the first of them; the commonest first."""
    found: dict[tuple[str, str], list[str]] = {}
    with asked.ledger.store.reading() as connection:
        query = select(claims, articles.c.language).join(fillers, fillers.c.claim == claims.c.id)
        query = query.join(articles, articles.c.id == claims.c.article)
        query = query.where(fillers.c.entity.in_(keys), claims.c.base.is_(False)).order_by(claims.c.known, claims.c.id).limit(LOOKED_AT)
        for row in connection.execute(query).mappings():
            for surface in {x.surface for items in claim_of(row).roles.values() for x in items if entity_key(x) in keys}:
                found.setdefault((row["language"], " ".join(surface.split())), []).append(row["id"])
    told = [(language, surface, len(set(ids)), ids[0]) for (language, surface), ids in found.items()]
    return sorted(told, key=lambda x: (x[0] != asked.words.lang, x[0], -x[2], x[1]))


def joined(answers: Sequence[Answer]) -> Answer:
    """The answers on the names of one person as one answer."""
    first, *others = answers
    if not others:
        return first
    rows = sorted((x for each in answers for x in each.rows), key=lambda x: _known(x, answers))
    return replace(first, rows=tuple(rows), beside=tuple(x for each in answers for x in each.beside),
                   disputes=tuple(x for each in answers for x in each.disputes),
                   cited={k: v for each in answers for k, v in each.cited.items()})  # fmt: skip


def _known(row: Row, answers: Sequence[Answer]) -> datetime.date:
    return min((x.cited[c].known for x in answers for c in row.claims if c in x.cited), default=datetime.date.max)


def _surface(asked: Asked, id: str) -> str | None:
    """How the news writes the name; None if no page that was read names the person."""
    claim = next(asked.ledger.claims(entity=id), None)
    return next((x.surface for items in claim.roles.values() for x in items if x.id == id), None) if claim else None
