"""Numbers given for something: "more than 150 events", "55 member states", with what they are about."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from dragoman.claims.dates.words import DateWords, load_date_words
from dragoman.claims.frames import filler, source
from dragoman.claims.meetings.words import number_words
from dragoman.claims.names.names import Option
from dragoman.claims.numbers.ballots import SIDES, ballot_of, numbers_of, scored
from dragoman.claims.numbers.numbers import NumberWords
from dragoman.claims.numbers.whose import about_whom, owner, voters
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.signs import COMMAS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Mention, Span

_NEAR = 8  # units before a bare number within which stands what it counts
_FAR = 12  # the same, where the noun says that something is counted: "applications received, by its own account: 23"
_MONTH = 31  # days of the longest month
_SMALL = 3  # up to which a number of things is no figure
_APART = 5  # units from a counted number to the one that borrows what it counts: "from 77 million tonnes a year to 110 million"
_HEADS = frozenset("-\u2013\u2014:")
_OLDEST = 110  # years that a person may count
_LISTED = 5  # units from a number to the list of those counted
_FEW = 5  # "the five countries" are those just named


def number_claims(text: Text) -> Iterator[Claim]:
    """One claim for each counted thing, share, vote or sum of money in the news of the page."""
    if not any("kind:organisation" in stakes for stakes in text.stakes):
        return  # prices, scores and weather are no business of organisations
    found = list(_numbers(text))
    yield from (c for c in found if not _in_heading(text, c) or not any(_twin(c, other) for other in found if other is not c))


def _in_heading(text: Text, claim: Claim) -> bool:
    """Whether the claim stands in the headline: the first sentence of the page, without a full stop."""
    return bool(text.bounds) and (last := text.units[text.bounds[0][1] - 1]).end >= claim.evidence.end and last.text not in ".!?"


def _twin(claim: Claim, other: Claim) -> bool:
    """Whether two claims give one number, and of one thing where both name it."""
    a, b = claim.qualifiers, other.qualifiers
    alike = not (a["unit"] and b["unit"]) or str(a["unit"]).casefold()[:4] == str(b["unit"]).casefold()[:4]
    return bool(a["value"] == b["value"] and a["operator"] == b["operator"] and alike)


def _numbers(text: Text) -> Iterator[Claim]:
    words = number_words(text.language.code)
    starts = [u.start for u in text.units]
    ballots = (ballot_of(text, units, stakes) for units, stakes in zip(text.sentences(), text.stakes, strict=True))
    voted = {span for ballot in ballots if ballot for span in ballot.spans}
    voted |= {span for units, stakes in zip(text.sentences(), text.stakes, strict=True) for span in scored(text, units, stakes)}
    for mention in _with_borrowed_units(text.text, numbers_of(text), words):
        unit = text.units[max(0, bisect.bisect_right(starts, mention.span.start) - 1)] if starts else None
        if unit is None or unit.end <= mention.span.start:
            continue  # in a menu, a credit, the headline of another story
        if unit.option("person"):
            continue  # a word of a name, as in Alpha Conde, is no thousand
        if _not_so(text, unit):
            continue
        inside = unit.start < mention.span.start or mention.span.end <= unit.end
        if unit.option("organisation") and unit.start <= mention.span.start and inside and " " in unit.text:
            continue  # "the Group of Eight", "Group of Seven summit"
        counted = _whole_dozens(mention, words)
        if counted is None or _from_a_town(text, mention, unit, words):
            continue
        mention = counted
        given = _given_to(text, mention, unit)
        if given:  # Arabic: "184 to Japan", written as one word
            bare = replace(mention, value=replace(mention.value, unit=None))
            yield _claim(text, bare, unit, given)
        elif mention.form == "counted":
            if _year(mention, words) or _day(text, mention) or _of_meeting(text, unit, mention, words) or _acts(text, mention, unit):
                continue
            if not (_known_group(text, mention, unit, words) or _duration(mention, words) or _passing(mention, words)):
                about = voters(text, unit) if mention.span in voted else None
                mention = _exact(text, mention, unit, words)
                yield _claim(text, mention, unit, about or about_whom(text, unit, words, mention))
        elif mention.span in voted:
            about = voters(text, unit) or about_whom(text, unit, words, mention)
            yield _claim(text, mention, unit, about, Span(mention.span.start, _side(text, mention, unit)))
        else:
            yield from _bare(text, mention, unit, words)


def _exact(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> Mention:
    """The number; one up to which something rose or fell is reached: Russian "fell to 3.75%", whose "to" is "up to" too."""
    if mention.value.operator != "\u2264":
        return mention
    before = [u for u in text.units[max(text.bounds[unit.sentence][0], unit.index - _NEAR) : unit.index] if u.kind != "sign"]
    return replace(mention, value=replace(mention.value, operator="=")) if _reached(unit, before, words) else mention


def _whole_dozens(mention: Mention, words: NumberWords) -> Mention | None:
    """The number with its dozens counted: "two dozen countries" are 24."""
    first, _, rest = (mention.value.unit or "").partition(" ")
    if words.key(first) not in words.classes.get("dozen", ()):
        return mention
    return replace(mention, value=replace(mention.value, value=mention.value.value * 12, unit=rest)) if rest else None


def _from_a_town(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> bool:
    """Whether a distance tells where a town lies: "300 km north of the capital"."""
    counted = [words.key(w) for w in (mention.value.unit or "").split()]
    far = words.classes.get("distance", ())
    at = next((i for i, w in enumerate(counted) if w in far), None)
    if at is None:
        return False
    after = [u.text.split(" ")[0] for u in text.units[unit.index + 1 : unit.index + 6] if u.start >= mention.span.end]
    behind = [*counted[at + 1 :], *after[:2]]
    return any(w in words.classes.get("directions", ()) for w in behind)


def _side(text: Text, mention: Mention, unit: Unit) -> int:
    """Where the words for a count end, with the word for its side right behind it: "124 in favour"."""
    behind = text.units[unit.index + 1] if unit.index + 1 < text.bounds[unit.sentence][1] else None
    return behind.end if behind is not None and behind.has(*SIDES) and not behind.has("vote_to", "and_clitic") else mention.span.end


def _with_borrowed_units(text: str, found: list[Mention], words: NumberWords) -> list[Mention]:
    """The numbers; one that says not what it counts has it from the other end of its range: "from 15 to 12 members", "27 votes to 24"."""
    every = list(found)
    for at, (one, two) in enumerate(pairwise(found)):
        between = text[one.span.end : two.span.start].split()
        if {one.form, two.form} != {"bare", "counted"} or not between or len(between) > _APART:
            continue
        linked = words.key(between[-1]) in words.classes["range_words"] and not any(w[-1] in ".,;:" for w in between)
        linked = linked or (two.form == "counted" and len(between) == 1 and words.key(between[0]) in words.classes["of_words"])
        lender = one if one.form == "counted" else two
        if not linked or (two is lender and len(between) > 1) or lender.value.unit is None:
            continue
        borrower = at + 1 if lender is one else at
        value = replace(found[borrower].value, unit=lender.value.unit)
        every[borrower] = replace(found[borrower], value=value, form="counted")
    return every


def _given_to(text: Text, mention: Mention, unit: Unit) -> tuple[Unit, Option] | None:
    """The state right behind the number that got so many votes, where its name is taken for what is counted."""
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    option = after.option("state") if after and after.clitic and after.end <= mention.span.end and mention.value.unit else None
    return (after, option) if after and option else None


def _year(mention: Mention, words: NumberWords) -> bool:
    """Whether four bare digits are rather a year than a count: "since a 2009 coup"."""
    value, unit = mention.value, [words.key(w) for w in (mention.value.unit or "").split()]
    bare = value.operator == "=" and isinstance(value.value, int) and 1900 < value.value < 2100 and value.value % 100 != 0
    return bare and not any(w in words.classes["member_nouns"] or w in words.classes["votes"] for w in unit)


def _not_so(text: Text, unit: Unit) -> bool:
    """Whether the number is no longer true, or only of a condition: "it no longer has 30 members", "if it had 20 members"."""
    first = text.bounds[unit.sentence][0]
    before = text.units[first : unit.index]
    if any(u.has("comma", "clause", "that_word") for u in before):
        return False
    return any(u.has("no_longer") for u in before[-_NEAR:]) or bool(before) and before[0].has("if") and not before[0].has("before_that")


def _acts(text: Text, mention: Mention, unit: Unit) -> bool:
    """Whether a verb follows, not what is counted: Russian "into the family came", whose "family" is "seven" too."""
    behind = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else unit
    if behind is unit or behind.start >= mention.span.end:
        return False
    named = bool(behind.option("organisation")) and behind.end >= mention.span.end  # "into the CSTO family"
    before = text.units[unit.index - 1] if unit.index else None
    marks = text.meeting_marks[unit.sentence] if text.meeting_marks else []
    at = behind.index - text.bounds[unit.sentence][0]
    if before is not None and before.option("organisation") and at < len(marks) and marks[at] & {"takes_place", "planned"}:
        return True  # "UNGA 79 opens"
    return named or behind.has("join", "leave", "said") and not behind.has("member_word")


def _of_meeting(text: Text, unit: Unit, mention: Mention, words: NumberWords) -> bool:
    """Whether the number is that of the meeting named right before it: "session 52"; members are counted there too."""
    if any(words.key(w) in words.classes["member_units"] for w in (mention.value.unit or "").split()):
        return False
    at = unit.index - text.bounds[unit.sentence][0]
    marks = text.meeting_marks[unit.sentence] if unit.sentence < len(text.meeting_marks) else []
    return 0 < at <= len(marks) and any(m.startswith("type_") for m in marks[at - 1])


def _day(text: Text, mention: Mention) -> bool:
    """Whether the number is the day of a month, in a date too broken to be read as one: "18-18 February", "25 May. 2024Read"."""
    first = next(iter((mention.value.unit or "").split()), "")
    found = _date_words(text.language.code).known[first] if first and mention.value.operator == "=" else None
    return found is not None and found.sign == "M" and mention.value.value <= _MONTH


@functools.cache
def _date_words(code: str) -> DateWords:
    return load_date_words(load_language(code).folder)


def _duration(mention: Mention, words: NumberWords) -> bool:
    unit = (mention.value.unit or "").split()
    return bool(unit) and words.key(unit[0]) in words.classes["durations"] | words.classes["uncounted"]


def _passing(mention: Mention, words: NumberWords) -> bool:
    """Whether a small number only passes by ("two meetings", "three countries"): not of members, seats or votes."""
    value, unit = mention.value.value, [words.key(w) for w in (mention.value.unit or "").split()]
    if mention.value.operator != "=" or not unit or any(w in words.classes["member_nouns"] or w in words.classes["votes"] for w in unit):
        return False
    return bool(value <= _SMALL and isinstance(value, int))


def _known_group(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> bool:
    """Whether the number counts those just named: "the three countries", "both sides"."""
    counted, first = (mention.value.unit or "").split(), unit.text.split()[0]
    grouped = bool(unit.options) and unit.options[0].form == "group"
    if grouped or any(c.startswith("group_") for c in unit.classes):  # "the six states", but not Russian "six states"
        bound = first in words.classes["definite"] or (words.article and first.startswith(words.article))
        headline = unit.sentence == 0 and text.units[text.bounds[0][1] - 1].text not in ".!?"  # it says again what the page tells
        return bool(bound or headline or mention.value.value <= _SMALL)
    if any(words.key(w) in words.classes["member_nouns"] for part in counted for w in part.split("-")):
        return bool(mention.value.value <= _SMALL)  # "all five member states" are all there are
    if not counted or words.key(counted[-1]) not in words.classes["groups"] or mention.value.operator != "=":
        return False
    before = text.units[unit.index - 1] if unit.index and text.units[unit.index - 1].sentence == unit.sentence else None
    article = bool(words.article) and words.key(counted[0]).startswith(words.article)
    definite = article or (before is not None and before.text in words.classes["definite"])
    return mention.value.value == 2 or (definite and mention.value.value <= _FEW)


def _bare(text: Text, mention: Mention, unit: Unit, words: NumberWords) -> Iterator[Claim]:
    """A number whose noun stands elsewhere: "six of them", "Japan (184)" where votes are counted, "a population of 650 million"."""
    first, last = text.bounds[unit.sentence]
    after = " ".join(u.text for u in text.units[unit.index + 1 : min(last, unit.index + 4)])
    them = next((w for w in words.classes["of_them"] if after == w or after.startswith(w + " ")), None)
    before = [u for u in text.units[max(first, unit.index - _NEAR) : unit.index] if u.kind != "sign"]
    if noun := _counted_behind(text, unit, last, words):
        yield _claim(text, mention, unit, owner(text, noun) or about_whom(text, unit, words, mention), Span(mention.span.start, noun.end))
    elif them:
        end = text.units[unit.index + len(them.split())].end if len(after.split()) >= len(them.split()) else mention.span.end
        yield _claim(text, mention, unit, about_whom(text, unit, words, mention), Span(mention.span.start, max(end, mention.span.end)))
    elif before and _votes_won(text, unit, words):
        winners = (u for u in reversed(text.units[first : unit.index]) if u.option("state", "person"))
        won = next(((u, u.option("state", "person")) for u in winners), None)
        yield _claim(text, mention, unit, won, Span(before[-1].name_start, mention.span.end))  # type: ignore[arg-type]
    elif before and any(w in words.classes["votes"] for u in text.units[first:last] for w in u.text.split()):
        voted = before[-1].option("state", "person")
        if voted and voted.kind == "person" and _age(text, mention, unit):
            return
        behind = [u.text for u in text.units[unit.index + 1 : min(last, unit.index + 3)] if u.kind != "sign"][:1]
        sided = text.units[unit.index - 1].text in _HEADS and any(u.text in words.classes["vote_sides"] for u in before[-3:])
        if voted or sided or before[-1].text in words.classes["vote_sides"] or (behind and behind[0] in words.classes["vote_sides"]):
            start = before[-1].name_start
            about = (before[-1], voted) if voted else about_whom(text, unit, words, mention)
            yield _claim(text, mention, unit, about, Span(start, mention.span.end))
    elif any(w in words.classes["population"] for u in before[-5:] for w in u.text.split()) and mention.value.value >= 1000:
        yield _claim(text, mention, unit, about_whom(text, unit, words, mention))
    elif noun := _counted_before(text, unit, before, words) or _heading_before(text, unit, first, words):
        exact = replace(mention, value=replace(mention.value, operator="=")) if _reached(unit, before, words) else mention  # "rose to 93"
        yield _claim(text, exact, unit, about_whom(text, unit, words, mention), Span(noun.start, mention.span.end))
    elif listed := _counts_list(text, mention, unit, last):
        yield _claim(text, mention, unit, about_whom(text, unit, words, mention), listed)
    elif told := _told_by(text, mention, unit, last, before, words):
        yield _claim(text, mention, unit, about_whom(text, unit, words, mention), told)


def _age(text: Text, mention: Mention, unit: Unit) -> bool:
    """Whether a number between two commas behind a person is his age: "Youssouf, 59, secured"."""
    around = (text.units[i].text if 0 <= i < len(text.units) else "" for i in (unit.index - 1, unit.index + 1))
    return all(sign in COMMAS for sign in around) and mention.value.value < _OLDEST


def _counts_list(text: Text, mention: Mention, unit: Unit, last: int) -> Span | None:
    """The number and what stands between it and a list of just so many states: "six more, Benin, Chad, ..."; None where no such list is."""
    value = mention.value.value
    opens = next((i for i in range(unit.index + 1, min(last, unit.index + _LISTED)) if text.units[i].text in ",:(\u060c"), None)
    if opens is None or not isinstance(value, int) or value <= _SMALL:
        return None
    states = 0
    for other in text.units[opens + 1 : last]:
        if other.option("state"):
            states += 1
        elif not other.has("comma", "and", "the"):
            break
    behind = [u for u in text.units[unit.index : opens] if u.kind != "sign"]
    return Span(mention.span.start, max(mention.span.end, behind[-1].end if behind else 0)) if states == value else None


def _told_by(text: Text, mention: Mention, unit: Unit, last: int, before: list[Unit], words: NumberWords) -> Span | None:
    """What a bare number is told by: "and 21 others", "rose from 16 to 18", "its members are nine"; None where nothing tells it."""
    behind = text.units[unit.index + 1] if unit.index + 1 < last else None
    if behind is not None and behind.text in words.classes["others"]:
        return Span(mention.span.start, behind.end)
    linked = bool(before) and any(_in(w, words, "range_words") or _in(w, words, "reach") for w in before[-1].text.split())
    paired = behind is not None and _in(behind.text, words, "range_words") and _number_next(text, behind, last)
    grows = any(_in(w, words, "swell") for u in before for w in u.text.split())
    of_body = any(u.option("organisation") for u in before) or any(_in(w, words, "member_units") for u in before for w in u.text.split())
    if grows and of_body and (linked or paired) and (paired or _clause_ends(text, unit, last)):
        return mention.span
    noun = next((u for u in reversed(before) if any(_in(w, words, "member_units") for w in u.text.split())), None)
    if noun is None or not _clause_ends(text, unit, last):
        return None
    between = text.units[noun.index + 1 : unit.index]
    joined = all(u.has("of", "the", "be", "list_word") or u.option("organisation") for u in between)
    if joined and (grows or between and between[-1].has("be")):
        return Span(noun.start, mention.span.end)
    return None


def _number_next(text: Text, unit: Unit, last: int) -> bool:
    return unit.index + 1 < last and text.units[unit.index + 1].kind == "number" and _clause_ends(text, text.units[unit.index + 1], last)


def _clause_ends(text: Text, unit: Unit, last: int) -> bool:
    if unit.index + 1 >= last:
        return True
    behind = text.units[unit.index + 1]
    return behind.kind in ("sign", "date") or behind.has("in", "and", "clause")


def _ends(text: Text, unit: Unit, last: int) -> bool:
    return unit.index + 1 >= last or text.units[unit.index + 1].text in ".;)!"


def _reached(unit: Unit, before: list[Unit], words: NumberWords) -> bool:
    """Whether a verb of reaching stands right before the number, a remark apart: "the number of members rose, by his count, to 93"."""
    if any(_in(w, words, "range_words") for u in (*before[-1:], unit) for w in u.text.split()):
        return any(_in(w, words, "swell") for u in before for w in u.text.split())
    return any(_in(w, words, "reach") for u in before[-2:] for w in u.text.split())


def _in(word: str, words: NumberWords, name: str) -> bool:
    """Whether a word, maybe with a proclitic, belongs to a class."""
    known = words.classes[name]
    return word in known or any(word.startswith(c) and word[len(c) :] in known for c in words.proclitics)


def _counted_before(text: Text, unit: Unit, before: list[Unit], words: NumberWords) -> Unit | None:
    """What is counted where it stands before the number: "applications received: 23"."""
    if not (_ends(text, unit, text.bounds[unit.sentence][1]) or _reached(unit, before, words)):
        return None
    nouns = words.classes["count_nouns"]
    far = [u for u in text.units[max(text.bounds[unit.sentence][0], unit.index - _FAR) : unit.index] if u.kind != "sign"]
    return next((u for u in far if u.text in nouns or any(_in(w, words, "count_nouns") for w in u.text.split())), None)


def _counted_behind(text: Text, unit: Unit, last: int, words: NumberWords) -> Unit | None:
    """What is counted where "the number of" follows: "brings to eight the number of members"."""
    behind = [u for u in text.units[unit.index + 1 : min(last, unit.index + 3)] if not u.has("the")]
    at = next((u.index for u in behind[:1] if any(_in(w, words, "count_nouns") for w in u.text.split())), None)
    return next((u for u in text.units[at + 1 : min(last, at + 3)] if u.kind in ("word", "name") and not u.has("of")), None) if at else None


def _heading_before(text: Text, unit: Unit, first: int, words: NumberWords) -> Unit | None:
    """Those counted where a dash or colon parts them from the number: "Dialogue partners - 14"."""
    if unit.index < first + 2 or text.units[unit.index - 1].text not in _HEADS:
        return None
    for other in reversed(text.units[max(first, unit.index - _NEAR) : unit.index - 1]):
        if other.kind == "sign":
            return None
        if any(_in(w.casefold(), words, "member_units") for w in other.text.split()):
            return other
    return None


def _votes_won(text: Text, unit: Unit, words: NumberWords) -> bool:
    """Whether a bare number is that of votes: "Angola received 181", where this sentence or the one before speaks of a vote."""
    first = text.bounds[unit.sentence][0]
    if not any(_in(w, words, "vote_verbs") for u in text.units[max(first, unit.index - 2) : unit.index] for w in u.text.split()):
        return False
    near = text.units[text.bounds[max(0, unit.sentence - 1)][0] : text.bounds[unit.sentence][1]]
    return any(_in(w, words, "votes") for u in near for w in u.text.split())


def _claim(text: Text, mention: Mention, unit: Unit, about: tuple[Unit, Option] | None, span: Span | None = None) -> Claim:
    span = span or mention.span
    roles: dict[str, tuple[Filler, ...]] = {"what": (Filler(span, span.of(text.text)),)}
    if about:
        roles["about"] = (filler(text, *about),)
    quantity = mention.value
    return Claim(
        kind="number", roles=roles, evidence=span, article=text.article.id, aspect="state",
        rule=f"{text.language.code}/number", attribution=source(text),
        qualifiers={"value": quantity.value, "operator": quantity.operator, "unit": quantity.unit},
    )  # fmt: skip
