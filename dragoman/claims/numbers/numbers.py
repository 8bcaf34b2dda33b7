"""Finding numbers: text -> counted things, shares, money and votes with their operator and unit; and ordinals.

Dates, clock times, ages, telephone numbers and the numbers of documents are no counts and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.claims.numbers.ordinals import find_ordinals
from dragoman.claims.numbers.text import DASHES, NumberWords, Phrases, Text, cut_text, load_number_words, marks_of, number_run, places
from dragoman.claims.numbers.words import LONGEST, compose
from dragoman.claims.words.signs import MONEY
from dragoman.model import Mention, Span

__all__ = ["NumberWords", "Quantity", "find_numbers", "find_ordinals", "load_number_words"]

_SPACES = " \u00a0\u202f\u2009"
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+|\d{{1,3}}(?:[,.'\u2019\u066c]\d{{3}}(?!\d))+")
_THOUSANDTHS = re.compile(r"(\d{1,3})[.\u066b](\d{3})")
_MILLION = 1_000_000
_PLAIN = re.compile(r"\d+")
_FRACTION = re.compile(r"[.,\u066b](\d{1,3})(?![\d.,]*\d)")
_TELEPHONE = re.compile(r"\+\d[\d ()-]{6,20}\d|(?<!\d)\d{3}-\d{2,4}-\d{2,4}(?:-\d{2,4})?(?!\d)")
_NO_COUNT_BEFORE = frozenset(":/\u2116#+@=*")
_DASHED = [[dash] for dash in DASHES]
_CODE = 3  # letters of a currency: "EUR 5 million"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, of what: `operator` is = > < ~ ≥ ≤; `unit` the words of the text, "%" for shares, ISO 4217 for money, None if open."""

    value: int | float
    operator: str = "="
    unit: str | None = None

    def __str__(self) -> str:
        sign = "" if self.operator == "=" else self.operator
        return f"{sign}{self.value}" + (f" {self.unit}" if self.unit else "")


class _Number(NamedTuple):
    """A number in the text: its value, its first and last piece, the place where it starts."""

    value: int | float
    first: int
    last: int
    start: int
    worded: bool
    article: bool


def find_numbers(text: str, words: NumberWords, taken: Sequence[Span] = ()) -> list[Mention]:
    """The counted things of a text, in its order, as mentions of kind "number" with a `Quantity`; spans in `taken` (dates) are left out.

    The span covers operator, number and the first words of what is counted. `form` is "counted" where the text says what is counted,
    "bare" where it does not (the reader may know it from the sentence).
    """
    cut = cut_text(text)
    busy = places([*taken, *(Span(*found.span()) for found in _TELEPHONE.finditer(text))])
    found: list[Mention] = []
    marks = marks_of(cut, words)
    at = marks.find("n")
    while at >= 0:
        number = _with_rest(cut, _number_at(cut, at, words), words)
        last = at if number is None else number.last
        if number is not None and number.start not in busy and not _no_count(cut, number, words):
            found.append(_mention(cut, number, words))
        at = marks.find("n", last + 1)
    return found


def _number_at(cut: Text, at: int, words: NumberWords) -> _Number | None:
    word = cut.parts[at]
    if word[0].isdecimal():
        return _digits_at(cut, at, words)
    known = words.look(word)
    if known is None:
        return None
    _, skip, _ = known
    several, places = number_run(cut, at, words)
    used, value, ordinal = compose(several)
    last = places[used - 1]
    if ordinal:
        return _Number(0, at, last, -1, True, False)  # passed over whole
    article = bool(words.article) and words.key(word)[skip:].startswith(words.article)
    return _Number(value, at, last, cut.starts[at] + skip, True, article)


def _with_rest(cut: Text, number: _Number | None, words: NumberWords) -> _Number | None:
    """A round number with the smaller one that "and" joins to it: "a billion and 600 million"."""
    if number is None or number.start < 0 or number.value < 1_000_000 or number.last + 2 >= len(cut.parts):
        return number
    link = words.key(cut.parts[number.last + 1])
    if not (link in words.joiners or link in words.numerals.joined) or not cut.parts[number.last + 2][0].isdecimal():
        return number
    rest = _digits_at(cut, number.last + 2, words)
    scale = next(s for s in (10**12, 10**9, 10**6) if number.value >= s)
    if rest.start < 0 or not 1000 <= rest.value < scale or number.value % scale:
        return number
    return number._replace(value=number.value + rest.value, last=rest.last)


def _digits_at(cut: Text, at: int, words: NumberWords) -> _Number:
    start = cut.starts[at]
    grouped = _GROUPED.match(cut.text, start)
    whole = grouped or _PLAIN.match(cut.text, start)
    assert whole is not None
    if whole.end() - start > 2 * LONGEST:
        return _Number(0, at, at, -1, False, False)
    value: int | float = int(re.sub(r"\D", "", whole[0]))
    fraction = _FRACTION.match(cut.text, whole.end())
    end = whole.end()
    if fraction and not (grouped and fraction[0][0] in grouped[0]):
        value, end = value + int(fraction[1]) / 10 ** len(fraction[1]), fraction.end()
    last = at
    while last + 1 < len(cut.parts) and cut.starts[last + 1] < end:
        last += 1
    following = words.look(cut.parts[last + 1]) if last + 1 < len(cut.parts) else None
    if following is not None and following[1] == 0 and following[0].value >= 1000 and not following[0].ordinal:
        if grouped and (fraction_of := _THOUSANDTHS.fullmatch(grouped[0])) and following[0].value >= _MILLION:
            value = float(f"{fraction_of[1]}.{fraction_of[2]}")  # "3.519 million": nobody writes thousands of millions so
        value, last = _round(value * following[0].value), last + 1
    return _Number(value, at, last, start, False, False)


def _round(value: float) -> int | float:
    """Millions and more are whole: 3.5 million is 3500000."""
    return round(value) if abs(value - round(value)) < 1e-6 * max(1, abs(value)) else value


def _no_count(cut: Text, number: _Number, words: NumberWords) -> bool:
    """Whether a number is a clock time, the number of a document, of a list, a telephone, an age, or glued to a name."""
    if number.start < 0:
        return True
    before = cut.parts[number.first - 1] if number.first else "\n"
    after = cut.parts[number.last + 1] if number.last + 1 < len(cut.parts) else "\n"
    if number.worded:
        alone = words.key(cut.parts[number.first]) in words.classes["pronouns"] and number.first == number.last
        return alone and words.key(after) not in words.classes["of_them"] | words.classes["votes"] and not _one_vote(cut, number, words)
    glued_before, glued_after = cut.glued(number.first), cut.glued(number.last + 1) if number.last + 1 < len(cut.parts) else False
    opened = before == "/" and not cut.glued(number.first - 1)  # agencies put slashes for brackets: "Kenya /184 votes/"
    if (before in _NO_COUNT_BEFORE and glued_before and not opened) or (
        words.key(before) in words.classes["named_before"]
        and not _subject_behind(after, words)
        and _counts_before(cut, number.first, words) is None
    ):
        return True
    if before == "." and number.first > 1 and words.key(cut.parts[number.first - 2]) in words.classes["named_before"]:
        return True
    if glued_before and before[0].isalpha() and not _lets_digits(before, words) and _counts_before(cut, number.first, words) is None:
        return True
    if glued_before and before in DASHES and number.first > 1 and cut.glued(number.first - 1) and cut.parts[number.first - 2][0].isalpha():
        return True
    if (after == ":" and glued_after) or (after in ".)" and before == "\n") or words.key(after) in words.classes["clock"]:
        return True
    if glued_after and (after[0].isalpha() or (after in DASHES and _suffixed(cut, number, words))):
        return True
    return _age(cut, number, words)


def _subject_behind(after: str, words: NumberWords) -> bool:
    """Whether a number behind "the resolution" counts who acts on it: in Arabic, "backed the resolution 90 states"."""
    return bool(words.article) and words.key(after) in words.classes["member_units"] | words.classes["votes"]


def _counts_before(cut: Text, first: int, words: NumberWords) -> int | None:
    """The noun counted by digits with an article, before which it stands: Arabic "the states, the 11"; None where they name something."""
    if not words.article or first < 2 or not cut.glued(first) or words.key(cut.parts[first - 1]) != words.article:
        return None
    for at in (first - 2, first - 3):
        key = words.key(cut.parts[at]) if at >= 0 else ""
        joined = next((c for c in words.proclitics if key.startswith(c + words.article)), "")
        key = key[len(joined) :]
        if not key.startswith(words.article):
            return None
        if key.removeprefix(words.article) in words.classes["groups"] or key in words.classes["groups"]:
            return at
        if key not in words.classes["member_nouns"]:
            return None
    return None


def _one_vote(cut: Text, number: _Number, words: NumberWords) -> bool:
    """Whether the number stands behind the votes that it counts: Arabic "vote one"."""
    return bool(words.article) and number.first > 0 and words.key(cut.parts[number.first - 1]) in words.classes["votes"]


def _lets_digits(word: str, words: NumberWords) -> bool:
    """Whether digits may be glued to a word: proclitics, and currency letters."""
    key = words.key(word)
    return key in words.proclitics or key in words.units


def _suffixed(cut: Text, number: _Number, words: NumberWords) -> bool:
    """Digits with a hyphen and letters: an ordinal or an adjective ("45-year-old", "10-member")."""
    at = number.last + 2
    return at < len(cut.parts) and cut.glued(at) and cut.parts[at][0].isalpha() and _compound(cut, number.last + 1, words) is None


def _compound(cut: Text, at: int, words: NumberWords) -> tuple[str, int] | None:
    """What a number counts as part of an adjective: "the 15-nation bloc", "the five-member union"."""
    if at + 1 >= len(cut.parts) or cut.parts[at] not in DASHES or not (cut.glued(at) and cut.glued(at + 1)):
        return None
    unit = cut.parts[at + 1]
    return (unit, at + 1) if words.key(unit) in words.classes["compound_units"] else None


def _age(cut: Text, number: _Number, words: NumberWords) -> bool:
    return _first(cut, number.last + 1, words.ages, words) is not None


def _first(cut: Text, at: int, phrases: Phrases, words: NumberWords) -> tuple[str, int] | None:
    """The meaning of the longest phrase that begins at a place, and its last piece."""
    if at < len(cut.parts):
        for form, meaning in phrases.get(words.key(cut.parts[at]), ()):
            if _phrase(cut, at, form, words):
                return meaning, at + len(form) - 1
    return None


def _phrase(cut: Text, at: int, form: tuple[str, ...], words: NumberWords) -> bool:
    """Whether a phrase stands at a place."""
    return at >= 0 and at + len(form) <= len(cut.parts) and all(words.key(cut.parts[at + i]) == word for i, word in enumerate(form))


def _mention(cut: Text, number: _Number, words: NumberWords) -> Mention:
    start, first = number.start, number.first
    money = _money_before(cut, number, words)
    unit: str | None = None
    if money is not None:
        unit, first = money
        start = cut.starts[first]
    after_unit, last = _unit_after(cut, number, words)
    unit = unit or after_unit
    if after_unit and number.first == number.last and words.key(cut.parts[number.first]) in words.classes["dual_before_noun"]:
        number = number._replace(value=2 * number.value)  # Arabic "two million barrels": the dual loses its last letter before a noun
    operator, start = _operator(cut, first, start, words)
    if unit is None and number.article and first > 0 and cut.parts[first - 1][0].isalpha():
        unit, start = cut.parts[first - 1], cut.starts[first - 1]  # "the seats, the five"
    if unit is None and (noun := _counts_before(cut, number.first, words)) is not None:
        key = words.key(cut.parts[noun])
        clitic = next((c for c in words.proclitics if key.startswith(c + words.article)), "")
        unit, start = cut.parts[noun][len(clitic) :], cut.starts[noun] + len(clitic)
    if unit is None and first > 0 and words.key(cut.parts[first - 1]) in words.classes["votes"] and _one_vote(cut, number, words):
        unit, start = cut.parts[first - 1], cut.starts[first - 1]
    form = "bare" if unit is None else "counted"
    return Mention(Span(start, cut.end(last)), "number", how="shape", value=Quantity(number.value, operator, unit), form=form)


def _money_before(cut: Text, number: _Number, words: NumberWords) -> tuple[str, int] | None:
    """The currency whose sign, letters or code stand before an amount, and their first piece: "$5", "A$5", "US$ 5", "EUR 5"."""
    at = number.first - 1
    if at < 0 or "\n" in cut.text[cut.end(at) : number.start]:
        return None
    sign = cut.parts[at]
    if sign in MONEY:
        lettered = at > 0 and cut.glued(at) and _first(cut, at - 1, words.units, words)
        if lettered and lettered[1] == at:
            return lettered[0], at - 1  # the letters say whose dollars they are
        return (words.units[sign][0][1], at) if sign in words.units else None
    known = words.units.get(words.key(sign)) if len(sign) == _CODE and sign.isascii() and sign.isupper() else None
    return next(((unit, at) for form, unit in known if len(form) == 1), None) if known else None


def _unit_after(cut: Text, number: _Number, words: NumberWords) -> tuple[str | None, int]:
    """What is counted and the last piece of it: "%", a currency, or the first words of the noun phrase."""
    at = number.last + 1
    if at >= len(cut.parts):
        return None, number.last
    counted = _first(cut, at, words.units, words) or _compound(cut, at, words) or _noun(cut, at, words) or _of_many(cut, at, words)
    return counted or (None, number.last)


def _of_many(cut: Text, at: int, words: NumberWords) -> tuple[str, int] | None:
    """People or states of which a number is told with "of": "31 of the heads of state"."""
    if words.key(cut.parts[at]) not in words.classes["of_words"]:
        return None
    noun = next((i for i in range(at + 1, min(at + 3, len(cut.parts))) if words.key(cut.parts[i]) not in words.classes["definite"]), at)
    key, groups = words.key(cut.parts[noun]), words.classes["groups"] | words.classes["member_units"]
    if noun == at or not (key in groups or key.removeprefix(words.article) in groups):
        return None
    return cut.text[cut.starts[at] : cut.end(noun)], noun


def _noun(cut: Text, at: int, words: NumberWords) -> tuple[str, int] | None:
    last, longest = at - 1, words.longest_unit
    for i in range(at, len(cut.parts)):
        word = cut.parts[i]
        key = words.key(word)
        if word in DASHES and i > at and cut.glued(i) and i + 1 < len(cut.parts) and cut.glued(i + 1):
            longest += 2  # "non-OPEC countries", Russian "member-states": one word
            continue
        if i - at >= longest:
            break
        if not word[0].isalpha() or key in words.classes["stops"] or words.look(word) is not None:
            break
        if (
            i == at
            and key not in words.classes["keeps"]
            and any(key.startswith(x) and len(key) > len(x) + 2 for x in words.numerals.joined)
        ):
            break  # "and" is written with the next word: what follows is counted no more
        if words.article and key.startswith(words.article):
            break  # what is counted has no article
        if "\n" in cut.text[cut.end(i - 1) : cut.starts[i]]:
            break
        last = i
        if words.adjectives and not key.endswith(words.adjectives) and cut.parts[i + 1 : i + 2] not in _DASHED:
            break
    if last < at:
        return None
    if words.longest_unit > 2 and last > at and not cut.parts[last].endswith("s"):
        last = next((i for i in range(last, at - 1, -1) if cut.parts[i].endswith("s")), at)  # up to the plural
    return cut.text[cut.starts[at] : cut.end(last)], last


def _operator(cut: Text, first: int, start: int, words: NumberWords) -> tuple[str, int]:
    """The operator before a number, longest first, and where it starts; "=" if there is none. A proclitic may stand before it."""
    if not first:
        return "=", start
    word = words.key(cut.parts[first - 1])
    for form, sign in words.operators.get(word, ()):
        at = first - len(form)
        if at < 0 or not _phrase(cut, at + 1, form[1:], words):
            continue
        head = words.key(cut.parts[at])
        if (
            at
            and head in words.classes["range_words"]
            and (
                words.key(cut.parts[at - 1]) in words.classes["reach"] or words.look(cut.parts[at - 1]) or cut.parts[at - 1][0].isdecimal()
            )
        ):
            return "=", start  # Russian: "grew to 93", "from 15 to 12" have the word that elsewhere means "up to"
        if head == form[0] or (head.endswith(form[0]) and head[: -len(form[0])] in words.proclitics):
            return sign, cut.starts[at] + len(head) - len(form[0])
    for clitic in words.proclitics:
        if word.startswith(clitic) and any(len(form) == 1 for form, _ in words.operators.get(word[len(clitic) :], ())):
            return words.operators[word[len(clitic) :]][-1][1], cut.starts[first - 1] + len(clitic)
    return "=", start
