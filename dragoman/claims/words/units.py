"""The article as the rules see it: a row of units, each a word, a sign, a name or a date, with its classes, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from dragoman.claims.names.names import Names, Option
from dragoman.claims.words.dictionary import SIGN_CLASSES, SIGNS
from dragoman.claims.words.lexicon import Language, phrases_before
from dragoman.claims.words.signs import SEMICOLONS
from dragoman.claims.words.tokens import Unit, divide, tokens
from dragoman.model import Article, Date, Filler, Mention, Span

__all__ = ["SIGN_CLASSES", "TIMES", "Text", "Unit", "make_units", "only_place", "stakes_of"]

_APOSTROPHES = frozenset({"'", "\u2019"})
_LINE_SIGNS = frozenset({":", ".", "-", "\u2013", "\u2014"})
YEAR = re.compile(r"(?:18|19|20)\d\d")

_PLACES = frozenset({"city", "place"})


@dataclass
class Text:
    """An article, cut into units and sentences. `quotes` are the spans between quotation marks, outermost only."""

    article: Article
    language: Language
    names: Names
    units: list[Unit]
    dates: list[Mention]
    numbers: list[Mention] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)  # of each sentence, as unit indices
    people: list[Any] = field(default_factory=list)  # of type people.Person
    titles: list[Any] = field(default_factory=list)  # of type titles.Title
    meeting_marks: list[list[frozenset[str]]] = field(default_factory=list)  # the classes of meetings.toml, sentence by sentence
    meetings: list[Any] = field(default_factory=list)  # of type meetings.Meeting
    said: list[Any] | None = None  # of type speech.Utterance, once they are read
    holding: list[Any] = field(default_factory=list)  # of type officesaid.Said: who holds or takes an office, once offices are read
    told: tuple[int, Filler, str] | None = None  # the sentence, organisation and change of the last claim about a standing
    protagonist: tuple[Option, ...] | None = None  # the state that the page is about, once looked for
    decided: tuple[int, tuple[Filler, ...], bool] | None = None  # the sentence of the last deed of a body, the body, whether an organ
    stakes: list[frozenset[str]] = field(default_factory=list)  # of each sentence, what `stakes_of` says once all names are settled
    main: tuple[tuple[Unit, Option] | None] | None = None  # what spoken.main_body says, once it is asked
    named: dict[int, list[tuple[Unit, Option]]] = field(default_factory=dict)  # before a unit: what spoken.spoken_of chooses from
    new_names: dict[str, str] = field(default_factory=dict)  # the name of each organisation that only this page names, by its id
    lines: dict[int, Any] = field(default_factory=dict)  # of type passages.Line: what the line of a paragraph begins with
    rolled: bool = False  # whether a roll has told of some of its states, whose units then have the class of that name
    story: Any = None  # of type passages.Story: whom the page told of last, and what came to them

    @property
    def text(self) -> str:
        """The article's text as given."""
        return self.article.text

    def sentence(self, unit: Unit) -> Sequence[Unit]:
        """The units of the sentence that the unit stands in."""
        first, last = self.bounds[unit.sentence]
        return self.units[first:last]

    def sentences(self) -> Iterator[Sequence[Unit]]:
        """All sentences in order."""
        for first, last in self.bounds:
            yield self.units[first:last]


TIMES = frozenset({"date", "unit:number"})  # in a sentence that may tell a day: a year may be a bare number


def stakes_of(units: Sequence[Unit]) -> frozenset[str]:
    """All that stands in a sentence: the classes of its words, "kind:state" and the like for its names, "unit:number" for its units.

    Most sentences of a page hold nothing that a reader of claims begins from; one look at this tells it.
    """
    kinds = [f"unit:{kind}" for kind in {u.kind for u in units}]
    return frozenset().union(*{u.classes for u in units}, kinds, [f"kind:{o.kind}" for u in units if u.options for o in u.options])


def lines_of(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Units of one or several lines, line by line: the items of a list make one sentence."""
    if units and units[0].paragraph == units[-1].paragraph:
        return [units]
    return [list(line) for _, line in groupby(units, key=_paragraph)]


_paragraph = attrgetter("paragraph")


def make_units(article: Article, language: Language, names: Names, dates: list[Mention], readable: Sequence[Span]) -> Text:
    """The text's units within the readable spans: names first, then dates, then phrases and words of the lexicon."""
    row = _row(article.text, language, readable)
    taken = _longer(_names(row, names, article.published), _dates(row, dates))
    units: list[Unit] = []
    i = 0
    while i < len(row):
        token = row[i]
        found = taken.get(i)
        if found is None and not (token.begins or token.kind == "number" or token.text in _APOSTROPHES):
            units.append(token)
            i += 1
            continue
        unit, last = found or _word(row, i, language, taken)
        if unit is not token:
            unit.sentence, unit.paragraph, unit.upper = row[i].sentence, row[i].paragraph, row[i].upper
            if unit.clitic:
                unit.classes |= language.dictionary.told_by(unit.clitic, row[i].text, unit.kind)
        units.append(unit)
        i = last + 1
    _mark_datelines(units, [p.span for p in article.parts if p.kind == "dateline"])
    _mark_bounds(units, article)
    _open_lists(units)
    text = Text(article, language, names, units, dates)
    _number(text)
    return text


_NAMED = 8  # tokens from a slash before a name to the one behind it
_VERBS = ("found", "join", "leave", "become", "suspend", "restore", "assume", "elect")


def _mark_datelines(units: list[Unit], datelines: Sequence[Span]) -> None:
    """Mark where and when the page was written, which it does not tell of: a capital there is the town, and acts for no state.

    A short line that ends with a day and tells what was done then is no date line: "It was founded on 8 August 1967.".
    """
    inside = [[u for u in units if span.start <= u.start < span.end] for span in datelines]
    for within in inside:
        for unit in within:
            unit.classes |= {"dateline"}
    for within in inside:
        if any(u.has(*_VERBS) for u in within):
            for unit in within:
                unit.classes -= {"dateline"}
        else:
            for unit in within:
                unit.options = tuple(o for o in unit.options if o.form != "capital") if unit.options else ()


def _mark_bounds(units: list[Unit], article: Article) -> None:
    """Mark a day that only bounds what has been: "by 2021", "after 2021"; what is to be by 2030 may be dated so, "not before" not."""
    published = article.published
    for before, unit in pairwise(units):
        if unit.kind != "date" or unit.value is None or not before.has("bounding", "never_before"):
            continue
        if published is None or before.has("never_before") or unit.value.last <= published.last:
            unit.classes |= {"bounded"}


def _open_lists(units: list[Unit]) -> None:
    """A semicolon that stands where a list begins, after "each of" or before "namely", is no more than a colon."""
    for before, unit, after in zip(units, units[1:], units[2:], strict=False):
        if unit.text in SEMICOLONS and (before.has("list_word", "comprise") or after.has("namely")):
            unit.text, unit.classes = ":", SIGNS[":"]


def _row(text: str, language: Language, readable: Sequence[Span]) -> list[Unit]:
    found = tokens(text, language.dictionary)
    divide(found, language.abbreviations)
    if "[" in text:
        found = list(_without_notes(found))
    if "/" in text and (styles := language.settings.get("addressed_as")):
        found = list(_without_slashes(found, frozenset(styles)))
    row: list[Unit] = []
    at = 0
    for span in sorted(readable):
        first = at = bisect_left(found, span.start, at, key=_start)
        at = bisect_left(found, span.end, first, key=_start)
        row += [token for token in found[first:at] if token.kind != "break"]
    return row


_start = attrgetter("start")


def _without_slashes(found: Sequence[Unit], styles: frozenset[str]) -> Iterator[Unit]:
    """The tokens without the slashes that part a name from how one is addressed, and close it: "Dr / X Y / secretary-general of"."""
    close = -1
    for at, token in enumerate(found):
        opens = token.text == "/" and 0 < at < len(found) - 1 and found[at - 1].text in styles and found[at + 1].kind == "word"
        if opens:
            ahead = range(at + 2, min(len(found), at + _NAMED))
            close = next((i for i in ahead if found[i].text == "/" and found[i].sentence == token.sentence), -1)
        if not opens and at != close:
            yield token


def _without_notes(found: Sequence[Unit]) -> Iterator[Unit]:
    """The tokens without the marks of footnotes, "[12]" right behind a word, which would part the items of a list."""
    at = 0
    while at < len(found):
        mark = found[at : at + 3]
        beside = at and found[at - 1].end == found[at].start
        if beside and [t.text for t in mark[::2]] == ["[", "]"] and mark[1].text.isdigit() and len(mark[1].text) < 4:
            at += 3
        else:
            yield found[at]
            at += 1


def _number(text: Text) -> None:
    """Renumber the sentences from 0 and note where each begins and ends."""
    current = None
    for index, unit in enumerate(text.units):
        if unit.sentence != current:
            current = unit.sentence
            if not (text.bounds and (_list_line(text, index) or _headed(text, index))):
                text.bounds.append((index, index))
        text.bounds[-1] = (text.bounds[-1][0], index + 1)
        unit.index, unit.sentence = index, len(text.bounds) - 1


def _headed(text: Text, index: int) -> bool:
    """Whether a day or an organisation alone heads the line of the sentence that begins at the unit: "1973. Denmark and Ireland join".

    Its full stop is no more than a colon.
    """
    first = text.bounds[-1][0]
    head = [unit for unit in text.units[first:index] if unit.kind != "sign"]
    begins = not first or text.units[first - 1].paragraph != text.units[first].paragraph
    beside = text.units[first].paragraph == text.units[index].paragraph
    heads = len(head) == 1 and (head[0].kind == "date" or head[0].option("organisation") is not None)
    if not (begins and beside and heads) or head[0].has("dateline"):
        return False
    stop = text.units[index - 1]
    if stop.text == ".":
        stop.text, stop.classes = ":", SIGNS[":"]
    return True


_BULLETS = frozenset("-\u2013\u2014*\u2022\u00b7.)")
_STOPS = frozenset(".!?\u061f")


def _list_line(text: Text, index: int) -> bool:
    """Whether a line that begins at the unit is an item of a list that a line ending in a colon began; its bullet becomes a comma."""
    before, units = text.units[index - 1], text.units
    ended = before.text in _STOPS and units[index].kind != "date"  # a full stop ends a list, but not one of years
    begun = before.has("colon") or before.has("list_item") and not ended
    if before.paragraph == units[index].paragraph or not begun:
        return False
    last = index
    while last < len(units) and units[last].sentence == units[index].sentence:
        last += 1
    if units[index].kind == "date" and any(u.has("event_of") for u in units[index:last]):
        return False  # a line of a calendar tells of a meeting of its own
    names = [u for u in units[index:last] if u.options]
    words = [u for u in units[index:last] if u.kind == "word" and not u.options and not u.has("and", "list_word")]
    if not names or len(words) > 3:
        return False
    for unit in units[index:last]:
        if unit.kind in ("sign", "number") and (unit.text in _BULLETS or unit.kind == "number"):
            unit.classes = frozenset({"comma"})
    units[last - 1].classes |= {"list_item"}
    return True


Taken = dict[int, tuple[Unit, int]]  # index of the first token -> the unit and the index of the last


def _longer(names: Taken, dates: Taken) -> Taken:
    """Names and dates; where the two share a token the longer one stays, the date if both are equally long ("Saint-Sept").

    A name that ends in what looks like a date keeps it: "the Group of Twenty in December".
    """
    kept = dict(names)
    for first, (unit, last) in dates.items():
        rivals = [(a, b) for a, (_, b) in names.items() if a <= last and first <= b]
        if all(b - a <= last - first and not a < first <= b for a, b in rivals):
            for a, _ in rivals:
                kept.pop(a, None)
            kept[first] = (unit, last)
    return kept


def _names(row: list[Unit], names: Names, published: Date | None) -> dict[int, tuple[Unit, int]]:
    made = {}
    for found in names.find(row, published.first if published else None):
        a, b = found.first, found.last
        unit = Unit(" ".join([t.text for t in row[a : b + 1]]), row[a].start, row[b].end, "name")
        unit.options, unit.clitic, unit.name_start = found.options, found.clitic, found.start
        made[a] = (unit, b)
    return made


def _dates(row: list[Unit], dates: list[Mention]) -> dict[int, tuple[Unit, int]]:
    made: dict[int, tuple[Unit, int]] = {}
    at = 0
    for mention in dates:
        while at < len(row) and row[at].end <= mention.span.start:
            at += 1
        first = at
        while at < len(row) and row[at].start < mention.span.end:
            at += 1
        if at > first:
            unit = Unit(" ".join(t.text for t in row[first:at]), row[first].start, row[at - 1].end, "date")
            unit.value = mention.value if isinstance(mention.value, Date) else None
            unit.name_start = mention.span.start
            unit.classes = frozenset({"date"})
            made[first] = (unit, at - 1)
    return made


def _word(row: list[Unit], i: int, language: Language, taken: dict[int, tuple[Unit, int]]) -> tuple[Unit, int]:
    """The unit that begins at a token, the token itself in most places, and its last token."""
    token = row[i]
    if token.begins and i + 1 < len(row):
        for phrase in phrases_before(token.begins, row[i + 1].text):
            last = i + len(phrase.words) - 1
            if last < len(row) and _meets(row, i, phrase.words, taken):
                unit = Unit(" ".join([t.text for t in row[i : last + 1]]), token.start, row[last].end, "word")
                unit.classes = phrase.classes
                head = phrase.words[0].rstrip("*")
                unit.clitic = token.text[: token.text.find(head)] if not token.text.startswith(head) else ""
                return unit, last
    if token.kind == "number" and _heads_a_line(row, i):
        token.kind, token.classes, token.value = "date", frozenset({"date"}), Date(token.text)
    elif token.text in _APOSTROPHES and i and row[i - 1].end == token.start and row[i - 1].text.endswith("s"):
        token.classes = SIGNS["'s"]  # "the United Nations' campaign"
    return token, i


def _heads_a_line(row: list[Unit], i: int) -> bool:
    """Whether the number is a year before a line of a chronicle: "1995: Austria joins"."""
    start = i - 1 if i and row[i - 1].text in _BULLETS else i  # a bullet may stand before it
    first = start == 0 or row[start - 1].paragraph != row[i].paragraph
    sign = row[i + 1].text if i + 1 < len(row) and row[i + 1].paragraph == row[i].paragraph else ""
    return first and sign in _LINE_SIGNS and YEAR.fullmatch(row[i].text) is not None


def _meets(row: list[Unit], i: int, words: tuple[str, ...], taken: dict[int, tuple[Unit, int]]) -> bool:
    """Whether the rest of a phrase stands after its first word, in the same sentence, untouched by a name."""
    for offset, word in enumerate(words[1:], 1):
        token = row[i + offset]
        if i + offset in taken or token.sentence != row[i].sentence:
            return False
        if not (token.text.startswith(word[:-1]) if word.endswith("*") else token.text == word):
            return False
    return True


def only_place(unit: Unit) -> bool:
    """Whether a name is nothing but a city's or a region's, which may be a word of a longer phrase ("National Assembly")."""
    options = unit.options
    return len(options) > 0 and options[0].kind in _PLACES and (len(options) == 1 or all(o.kind in _PLACES for o in options))
