"""The day of a claim: which of the dates around a match is its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import pairwise

from dragoman.claims.rules import Hit
from dragoman.claims.words.patterns import Match
from dragoman.claims.words.units import YEAR, Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Date

STANDING = frozenset({"membership", "chairmanship", "founding", "office"})
_FORTNIGHT = 14  # days before the page within which a meeting is the news that it tells
_WEEK = 7  # days before the page that are those of its news
_LEAD = 3  # sentences, headline included, in which a page tells its news
_SUBJECT = 4  # units from a verb to its subject: "Kenya came back in 2006, to be suspended at the end of 2012" in Arabic order
_NOT_MET = ("cancelled", "postponed")
_ASIDE = ("who", "relative", "suspend", "suspended_from", "expel", "found_passive")  # what a remark between commas begins with
_REMARK = 16  # units of a remark between commas
_REACH = 12  # units to each side of a match in which its date may stand


def bound_date(units: Sequence[Unit] | None) -> Date | None:
    return next((u.value for u in units or () if u.value is not None and not u.has("bounded")), None)


def ends_then(text: Text, match: Match) -> bool:
    """Whether the day that a pattern binds is told as the last: "India held it until July"."""
    bound = match.roles.get("valid_from", ())
    return bool(bound) and bound[0].index > 0 and text.units[bound[0].index - 1].has("until", "until_day")


def day_of(units: Sequence[Unit], hit: Hit, triggers: dict[int, str]) -> Date | None:
    """The date that a pattern binds. In a chain a day without a year is of the year told before: "on 2 January 2015, and on 12 August"."""
    bound = hit.match.roles.get("valid_from", ())
    day = _begun(units, hit, bound)
    if not day or not hit.base or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day.text) or re.search(r"\d{4}", bound[0].text):
        return day
    before = bound_date(hit.base.match.roles.get("valid_from")) or date_of(units, hit.base, triggers, [])
    return Date(before.text[:4] + day.text[4:]) if before and re.match(r"\d{4}", before.text) else day


def _begun(units: Sequence[Unit], hit: Hit, bound: Sequence[Unit]) -> Date | None:
    """The day bound; of years in brackets behind a member ("Ecuador (1973-1992)") the first: it joined then, and left in the last."""
    day = bound_date(bound)
    if day and units[hit.match.trigger].has("bracket") and (years := re.fullmatch(r"(\d{4})/(\d{4})", day.text)):
        return Date(years[2] if hit.rule.constants.get("change") == "left" else years[1])
    return day


def dated(unit: Unit) -> Date | None:
    """The day of a date, or the year that a bare number is."""
    if unit.kind == "date":
        return unit.value if isinstance(unit.value, Date) else None
    return Date(unit.text) if unit.kind == "number" and YEAR.fullmatch(unit.text) else None


def told_day(unit: Unit) -> bool:
    """Whether the unit is a day that the page tells of, not that of its date line, nor one that only bounds what is told."""
    return unit.kind == "date" and unit.value is not None and not unit.has("dateline", "bounded")


def deed_day(text: Text, inside: Sequence[Unit]) -> Date | None:
    """The day on which something was decided, among units beside its verb: none after that of the page, as in "chosen for 2031"."""
    published = text.article.published
    days = (u.value for i, u in enumerate(inside) if told_day(u) and not (i and _toward(inside[i - 1])))
    told = (d for d in days if d is not None and d.first.year == d.last.year)
    return next((d for d in told if published is None or d.first <= published.last), None)


def _toward(unit: Unit) -> bool:
    """Whether a day behind the unit is that to which or for which something is done, not that on which it was: "put off to Monday"."""
    return unit.has("term_for", "until", "since") or unit.has("for", "to", "from") and not unit.has("in", "on")


def _dates(units: Sequence[Unit], at: int, joins: bool = False) -> bool:
    """Whether a unit is a day on which something was so or happened, not one until which it lasted, nor the years for which one `joins`."""
    if not told_day(units[at]):
        return False
    before, day = units[at - 1] if at else None, units[at].value
    years = day.first.year < day.last.year
    decade = (day.first.year % 10, day.last.year - day.first.year) == (0, 9)
    term = before is not None and years and (before.has("term_for") or "/" in str(day) and not decade)
    return not (term and joins) and not (before and before.has("until")) and not _of_a_noun(units, at)


def _of_a_noun(units: Sequence[Unit], at: int) -> bool:
    """Whether a day is that of what something followed: "suspended it after last week's coup"."""
    owns = at > 0 and at + 1 < len(units) and units[at + 1].has("possessive")
    return owns and units[at - 1].has("after_word", "to") and not units[at - 1].has("in")


def date_of(units: Sequence[Unit], hit: Hit, verbs: dict[int, str], used: list[Unit]) -> Date | None:
    """The date that belongs to a match: inside it, after it, before it; never across another trigger, never from inside a list."""
    if hit.rule.when == "none":
        return None
    match = hit.match
    later = _effective(units, match.last)
    if later and hit.rule.claim != "decision":
        used.append(later)
        return later.value  # type: ignore[no-any-return]
    standing = {t for t, kind in verbs.items() if kind in STANDING or kind == "state"}
    own = "chairmanship" if hit.rule.claim == "chairmanship" else ""  # who hands the chair over and who takes it do so on one day
    triggers = {t for t, kind in verbs.items() if kind not in ("decision", own)}
    triggers = standing if hit.rule.claim == "founding" else triggers  # "was founded with the signing of the treaty on ..."
    same = hit.rule.claim if hit.rule.claim == "chairmanship" else ""  # who receives a chair and who hands it over do so on one day
    others = [t for t in triggers if match.first < t < match.trigger and verbs[t] != same]  # a day right behind another verb is that verb's
    aside = units[match.trigger].has("aside")
    joins = hit.rule.claim == "membership" and not units[match.trigger].has("suspend", "suspension", "suspended_from")  # it lasts for years
    days = [at for at in range(match.first, match.last + 1) if _dates(units, at, joins) and (aside or not units[at].has("aside"))]
    days = [at for at in days if not _next_verb(units, at, match.trigger) and not _in_clause(units, at, match.trigger)]
    days = [at for at in days if not _of_telling(units, at, match.trigger)]
    days = [at for at in days if not any(u.has("anniversary") for u in units[at + 1 : match.trigger])]  # the day of the feast
    days = [at for at in days if hit.rule.claim != "decision" or not _since(units, match, at)]
    if hit.rule.claim == "membership":
        days = [at for at in days if not _of_founding(units, at)]
    behind = _over_aside(units, match) if hit.rule.claim == "founding" else match.last + 1
    if behind > match.last + 1:
        days = [at for at in days if at < match.trigger]
    inside = [units[at] for at in days if not any(t < at and not _parted(units, t, at) for t in others)]
    inside = inside or [units[at] for at in days if at >= match.trigger]
    if inside and not hit.base and max(days) < match.trigger and any(match.first - _SUBJECT <= t < match.first for t in standing):
        inside = [units[at] for at in range(match.last + 1, min(len(units), match.last + _SUBJECT)) if _dates(units, at)] or inside
    if inside:
        ahead = [units[at] for at in days if at < match.trigger]  # "became a partner in 2010, and in 2015 was given the status of ..."
        later_one = ahead[1:] and inside[0] is ahead[0] and _apart(units, ahead[0], ahead[-1])
        return Date((ahead[-1] if later_one else inside[0]).value.text)
    if later:
        return None  # "agreed to set up a market as of 2008"
    reach = 0 if hit.rule.when == "before" else _REACH  # a decision is not of the day to which it extends something
    for at in range(behind, min(len(units), behind + reach)):
        beside = any(u.has("and_with") for u in units[match.last + 1 : at])  # "joined together with Gabon in 2022"
        parted = units[at].text in ";\u061b" or units[at].has("clause") or {"and_clitic", "in"} <= units[at].classes
        if parted or at in triggers and not beside:
            break  # "and in 2004": another clause begins
        if own and _next_told(units, at):
            break  # "the chair passed to Kenya, and the next summit will be held in 2027"
        if hit.rule.claim == "founding" and units[at].has("of_another") and units[at - 1].has("comma"):
            break  # "was founded on the basis of the treaty, signed in 1992": the day is the treaty's
        if units[at].has("and", "but") and any(told_day(u) for u in units[at + 1 : at + 3]):
            break
        if units[at].has("since") and (hit.rule.claim == "decision" or hit.rule.constants.get("change") == "restored"):
            break  # "was restored after a suspension since 2012"
        if _dates(units, at, joins) and not (hit.rule.claim == "membership" and _of_founding(units, at)):
            if hit.rule.aspect == "state" and any(u.option("state") for u in units[match.last + 1 : at]):
                break  # what holds of the one is not dated by what comes to the other
            if _fronted(units, match.first) and any(u.has("comma") for u in units[match.last + 1 : at]):
                break  # "In 2022 it was given a status, an application it had made in 2011"
            if _of_another(units, at) and any(u.has("comma") for u in units[max(match.last, at - 3) : at]):
                break  # "X joined, in May Y"
            if _of_another(units, at) and any(told_day(u) for u in units[max(0, match.first - _REACH) : match.first]):
                break
            used.append(units[at])
            return units[at].value  # type: ignore[no-any-return]
    if hit.rule.when == "after":
        return None
    if any(u.has("later") for u in units[match.first : match.trigger]):
        return None  # "later joined by": not on the day told before
    for at in range(match.first - 1, max(-1, match.first - 1 - _REACH), -1):
        if at in triggers or units[at].text in ";\u061b" or units[at].has("later"):
            break
        if any(u.has("anniversary") for u in units[at:match.trigger]):
            break  # "this year is the tenth anniversary of its accession"
        if _dates(units, at, joins) and not _of_telling(units, at, match.trigger):
            if not standing.isdisjoint(range(at - 3, at)) and not any(u.has("comma") for u in units[max(0, at - 2) : at]):
                break  # a day right behind another verb is that verb's
            if hit.rule.claim != "founding" and _in_passing(units, at):  # a body is founded on the day of the treaty or meeting told of
                continue
            used.append(units[at])
            return units[at].value  # type: ignore[no-any-return]
    return None


def _over_aside(units: Sequence[Unit], match: Match) -> int:
    """Where to look for the day on which a body was founded: behind a remark on its name ("set up, called X until 2011, in 1969")."""
    named = next((i for i in range(match.trigger, match.last + 1) if units[i].options and units[i].option("organisation")), match.last)
    if named + 2 < len(units) and units[named + 1].has("comma") and units[named + 2].has("relative", "formerly"):
        reach = range(named + 3, min(len(units), named + _REMARK))
        return next((i + 1 for i in reach if units[i].has("comma")), match.last + 1)
    return match.last + 1


def _since(units: Sequence[Unit], match: Match, at: int) -> bool:
    """Whether a day behind what was decided is only that since when: "vetoed three drafts since the war began on 7 October"."""
    return any(u.has("since") for u in units[match.trigger + 1 : at]) or at > 0 and units[at - 1].has("effective")


def _of_telling(units: Sequence[Unit], at: int, trigger: int) -> bool:
    """Whether a day is the one on which someone said what is to come, or came on a day of its own: "said on Monday that it will leave"."""
    behind = next((u for u in units[at + 1 : at + 3] if not u.has("comma")), None)
    if at > trigger or behind is None or not behind.has("that_word", "spoken_self"):
        return False
    coming = any(u.has("is_future", "plan", "will_word", "future", "expect") for u in units[at + 1 : trigger + 1])
    return coming or any(told_day(u) for u in units[trigger + 1 : trigger + _REACH])


def _of_founding(units: Sequence[Unit], at: int) -> bool:
    """Whether a day is that on which a body was founded, told in passing: "the bloc set up 28 years ago, when it was accepted"."""
    return any(u.has("found") for u in units[max(0, at - 2) : at])


def _next_told(units: Sequence[Unit], at: int) -> bool:
    """Whether a colon, or a comma and a word of what is to come, begins what is told next."""
    return units[at].has("colon") or units[at].has("comma") and any(u.has("future", "is_future", "plan") for u in units[at + 1 : at + 4])


def _apart(units: Sequence[Unit], first: Unit, last: Unit) -> bool:
    """Whether an "and" or a comma parts two dates, so that another clause may begin between them."""
    return any(u.has("and", "and_clitic", "comma") for u in units if first.start < u.start < last.start)


def _fronted(units: Sequence[Unit], first: int) -> bool:
    """Whether a clause begins with its day: right before what is read, at the beginning of the sentence or behind a comma."""
    day = next((at for at in range(first - 1, max(-1, first - 3), -1) if told_day(units[at])), None)
    return day is not None and (day < 2 or any(u.has("comma") for u in units[max(0, day - 2) : day]))


def _in_passing(units: Sequence[Unit], at: int) -> bool:
    """Whether a date ends a remark between commas, dashes or brackets ("Oman, chair in 2021, handed over"), which alone it dates."""
    if at + 1 >= len(units):
        return False
    after, before = units[at + 1], units[max(0, at - 24) : at]
    if after.text == ")":
        return any(u.text == "(" for u in before)
    if after.has("dash"):
        return any(u.has("dash") for u in before)
    return _in_clause(units, at, len(units))


def _in_clause(units: Sequence[Unit], at: int, trigger: int) -> bool:
    """Whether a date ends a remark between commas without the verb: "Syria, which was suspended in 2011, returned"."""
    behind = units[max(0, at - 8) : at]
    if at + 1 < len(units) and units[at + 1].has("dash") and at < trigger:  # "East Timor - a state since 2002 - applied"
        return any(u.has("dash") for u in behind) and not any(u.text in "()" for u in behind)
    if at + 1 >= len(units) or not units[at + 1].has("comma"):
        return False
    begins = (i for i in range(at - 1, max(0, at - 12), -1) if units[i].has(*_ASIDE) and units[i - 1].has("comma"))
    return any(not i <= trigger <= at for i in begins)


def _effective(units: Sequence[Unit], last: int) -> Unit | None:
    """The day from which what is told holds, where words behind it say so: "announced on Monday that it leaves with effect from 2019"."""
    for before, unit in pairwise(units[last + 1 : last + 9]):
        if before.text in ";\u061b" or before.has("clause"):
            return None
        if before.has("effective") and told_day(unit):
            return unit
    return None


def _next_verb(units: Sequence[Unit], at: int, trigger: int) -> bool:
    """Whether "and" parts a date from a verb of another time, and joins no names: "applied in 2018 and was admitted"."""
    done = at < trigger and (units[trigger].has("done", "past") or any(u.has("will_word") for u in units[at + 1 : trigger]))
    joints = [i for i in range(at + 1, trigger) if units[i].has("and")]
    return done and any(not any(u.options for u in units[i + 1 : min(i + 3, trigger)]) for i in joints)


def _parted(units: Sequence[Unit], verb: int, at: int) -> bool:
    """Whether an "and" before a date behind another verb opens a clause of its own: "applied in 2015 and on 1 January 2016 came back"."""
    return any(units[i].has("and") for i in range(max(verb + 1, at - 2), at)) and not units[at - 1].options


def _of_another(units: Sequence[Unit], at: int) -> bool:
    """Whether a date is followed at once by a state, whose own it then is: "India joined, in 2023 Iran"."""
    return any(u.option("state") for u in units[at + 1 : at + 3])


def meeting_day(text: Text, units: Sequence[Unit]) -> Date | None:
    """The day of the meeting of which the sentence speaks: what was done "at the summit" was done then."""
    here = {id(u) for u in units}
    days = {m.day for m in text.meetings if m.day and any(id(n) in here for n in m.nouns)}
    return days.pop() if len(days) == 1 else None


def before_clause(units: Sequence[Unit], last: int) -> Sequence[Unit]:
    """The units up to the clause that opens behind a place: a summit told of there is not the one at which a chair passed on."""
    end = next((i for i in range(last, len(units)) if units[i].has("relative", "who", "aside_word")), len(units))
    return units[:end]


def lead_day(text: Text, trigger: Unit) -> Date | None:
    """The day of the news: the only one of the week before the page that its first sentences tell, for what they tell as done.

    Not for what a relative clause tells in passing, nor where a day stands in the sentence that is not of that week.
    """
    published = text.article.published
    before = text.units[max(0, trigger.index - 6) : trigger.index]
    if published is None or trigger.sentence > _LEAD or trigger.has("aside"):
        return None
    if any(u.has("who", "relative", "aside_word") and u.sentence == trigger.sentence for u in before):
        return None
    last = text.bounds[min(len(text.bounds) - 1, _LEAD)][1]
    days = {u.value for u in text.units[:last] if told_day(u)}
    week = published.last - timedelta(days=_WEEK)
    near = {d for d in days if week <= d.first and d.last <= published.last and len(d.text) == len("2024-07-01")}
    here = {u.value for u in text.sentence(trigger) if told_day(u)}
    return near.pop() if len(near) == 1 and here <= near else None


def feast(text: Text, kind: str, before: Sequence[Unit], day: Date | None) -> bool:
    """Whether a day of the page's year is that of an anniversary: "marked on 1 May the anniversary of its accession"."""
    published = text.article.published
    told = kind == "membership" and day is not None and published is not None and day.first.year == published.first.year
    return told and any(u.has("anniversary", "anniversary_of") for u in before)


def of_other_things(units: Sequence[Unit], match: Match) -> bool:
    """Whether a verb that names no organisation has an object of its own before or behind its day: "entered recession in 2020"."""
    bound = match.roles.get("valid_from", ())
    at = bound[0].index - units[0].index if bound else -1
    if at <= match.trigger or not units[match.trigger].has("join", "leave"):
        return False
    if any(u.kind == "word" and not u.options and (not u.classes or u.has("exit_trap")) for u in units[match.trigger + 1 : at]):
        return True
    return object_behind(units, at)


def object_behind(units: Sequence[Unit], at: int) -> bool:
    """Whether a day is followed by what the verb before it is about: "quit in 2003 the coalition", "returned in 2009 to the command"."""
    behind = units[at + 1 : at + 4]
    if not behind or not behind[0].has("the", "to", "into_word"):
        return False
    noun = next((u for u in behind if not u.has("the", "to", "into_word")), None)
    return noun is not None and noun.kind == "word" and not noun.options and not noun.has("told_filler", "body_word", "member_noun", "and")


def page_meeting_day(text: Text, trigger: Unit, bodies: Collection[str]) -> Date | None:
    """The day of the meeting of a body at which its chair passed on: that of this sentence or the one before, else of the page's fortnight.

    Not of what is said in passing of one who chairs ("Egypt, which took over from Rwanda, ...").
    """
    published = text.article.published
    before = text.units[max(0, trigger.index - 5) : trigger.index]
    if published is None or trigger.has("aside") or any(u.has("who", "relative") and u.sentence == trigger.sentence for u in before):
        return None
    past = [
        (m, m.day)
        for m in text.meetings
        if m.day and m.stage not in _NOT_MET and m.day.last <= published.last and len(m.day.text) > len("2024-07")
        if any(o.id in bodies or _whole_of(o.id) in bodies for _, o in m.bodies)
    ]
    near = published.last - timedelta(days=_FORTNIGHT)
    told = {day for m, day in past if any(0 <= trigger.sentence - n.sentence <= 1 for n in m.nouns)}
    days = told or {day for _, day in past if near <= day.first}
    return days.pop() if len(days) == 1 else None


def _whole_of(body: str) -> str | None:
    """The organisation of which a council is, whose meeting is its own."""
    entity = gazetteer().entity("organisation", body)
    return entity.facts.get("part_of") if entity and entity.facts.get("kind") in ("council", "organ") else None


def next_weekday(text: Text, units: Sequence[Unit], day: Date) -> Date | None:
    """The coming one of a weekday read as the last: of what is to come "on Friday"."""
    published = text.article.published
    told = next((u for u in units if u.value == day and u.kind == "date"), None)
    if published is None or told is None or len(day.text) != len("2024-07-01") or any(x.isdigit() for x in told.text):
        return None
    return Date((day.first + timedelta(7)).isoformat()) if timedelta(1) < published.first - day.first < timedelta(7) else None


def term_day(text: Text, trigger: Unit) -> Date | None:
    """The day on which those elected begin their terms, where this sentence or one of the next two says so."""
    for unit in text.units[trigger.index : text.bounds[min(len(text.bounds) - 1, trigger.sentence + 2)][1]]:
        if unit.has("term_begins"):
            near = [u for u in text.units[unit.index + 1 : unit.index + _REACH] if u.sentence == unit.sentence]
            end = next((i for i, u in enumerate(near) if u.has("until", "term_ends") or u.text in ";\u061b"), len(near))
            return next((u.value for u in near[:end] if told_day(u)), None)
    return term_year(text, trigger)


def term_year(text: Text, trigger: Unit) -> Date | None:
    """The first year of the term for which somebody was elected: "for the 2025-2027 term"; not that of a term of earlier years."""
    published = text.article.published
    for unit in text.sentence(trigger):
        years = unit.value if published and told_day(unit) and "/" in str(unit.value) else None
        if years is not None and published and len(str(years)) == len("2025/2027") and published.first.year <= years.first.year:
            return Date(str(years.first.year))
    return None


def past_day(text: Text, units: Sequence[Unit], day: Date | None) -> Date | None:
    """A day or month read as one to come, though the verb tells of the past: that of the year before ("joined in April", told in March).

    Two years of which it is one are both told: "in 2021 or 2022".
    """
    at = next((i for i, u in enumerate(units) if day and u.kind == "date" and u.value == day), len(units))
    if day and at + 2 < len(units) and units[at + 1].has("or_word") and (other := dated(units[at + 2])):
        return Date(f"{day.text}/{other.text}") if len(day.text) == len(other.text) == len("2021") and day.text < other.text else None
    published = text.article.published
    if not day or not published or day.first <= published.last:
        return day
    if any(u.value is not None and u.value == day and re.search(r"\d{4}", u.text) for u in units if u.kind == "date"):
        return day  # its year is told
    return Date(f"{int(day.text[:4]) - 1}{day.text[4:]}") if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day.text) else day
