"""The words that mark a page's furniture, and what one line looks like: menu, date line, credit, related headline, sentence.

The words themselves are data: `words/<language>.toml`. Menus and marks of all languages count on every page (a Russian page says "Ru En",
an Arabic one "RSS"); months, weekdays and agencies too, since pages mix them.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.compiled import compiled

LANGUAGES = ("ar", "ru", "en")
_FOLDS = ((chr(0x0623), chr(0x0627)), (chr(0x0625), chr(0x0627)), (chr(0x0622), chr(0x0627)), (chr(0x0649), chr(0x064A)),
          (chr(0x0640), ""), (chr(0x0451), chr(0x0435)), ("’", "'"))  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]")
_SEPARATORS = re.compile(r"\s*[|»›>/•·«‹]+\s*|\s{2,}")
_SEPARATOR = re.compile(r"[|»›>/•·«‹]|\s\s")
_SENTENCE_END = re.compile(r"[.!?…\u061f\u06d4,\u060c](?:[\"'”»’)\]]|[rl]dquo;|[rl]squo;)*$")
_NUMERIC_DATE = re.compile(r"(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}|\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2})(?!\d)")
_PASSING = ("transmits", "transmits_if_medium", "transmits_after")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\bhttps?://|\bwww\.|\S+@\S+\.\w")


@functools.lru_cache(maxsize=512)
def fold(text: str) -> str:
    """The text for comparing: lower case, no marks, alef, ya and io forms levelled. Never shown."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", text)
    for given, folded in _FOLDS:  # one by one: most stand in no line, and a whole table is asked for each letter
        if given in text:
            text = text.replace(given, folded)
    return _MARKS.sub("", text.lower())


@dataclass(frozen=True, slots=True)
class Words:
    """The marks of all languages, folded, and those of the page's own language."""

    menu: frozenset[str]
    menu_openings: re.Pattern[str]
    menu_anywhere: re.Pattern[str]
    related: re.Pattern[str]
    closing: re.Pattern[str]
    caption: re.Pattern[str]
    photo: re.Pattern[str]
    source: re.Pattern[str]
    byline: re.Pattern[str]
    published: frozenset[str]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    agency: re.Pattern[str]  # on the text as it stands: agencies are told by their capitals
    known_as: dict[str, str]  # the short names of agencies that are words as well -> the name by which they are known elsewhere
    signature: str  # the pattern of an agency that signs the end of a paragraph
    wires: re.Pattern[str]
    outlet_words: frozenset[str]
    end_marks: frozenset[str]
    # Of the page's language alone.
    transmission: str = ""  # the pattern of a verb of passing on with the medium that does so
    transmits: tuple[str, ...] = ()  # those verbs
    published_in: tuple[re.Pattern[str], ...] = ()
    function_words: frozenset[str] = frozenset()

    # The two longest patterns take a fifth of the time of loading, and are made for the first page that needs them.
    @property
    def transmitted(self) -> re.Pattern[str]:
        """What passes news on: "reports X", "citing the agency X"."""
        return _made(self.transmission)

    @property
    def signed(self) -> re.Pattern[str]:
        """An agency that signs the end of a paragraph."""
        return _made(self.signature)


@functools.cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@functools.cache
def words(language: str) -> Words:
    """The marks to use on a page in the language; an unknown language gets the marks of all, with no words of its own."""
    pages = _pages()
    own = pages.get(language) or {key: [] for key in pages["en"]}
    return replace(
        _shared(),
        transmission=_transmission(own, _every("agencies")),
        transmits=tuple(verb for key in _PASSING for verb in own[key]),
        published_in=tuple(re.compile(pattern) for pattern in own["published_in"]),
        function_words=frozenset(map(fold, own["function_words"])),
    )


@functools.cache
def _pages() -> dict[str, dict[str, Any]]:
    return {code: _load(code) for code in LANGUAGES}


def _every(key: str) -> list[str]:
    return [word for page in _pages().values() for word in page[key]]


@functools.cache
def _shared() -> Words:
    """The marks of all languages, made once for all."""
    known_as = {short: name for page in _pages().values() for short, name in page["known_as"].items()}
    agencies = _names([*_every("agencies"), *known_as])
    return Words(
        menu=frozenset(map(fold, _every("menu"))),
        menu_openings=_starting(_every("menu_openings")),
        menu_anywhere=re.compile(_any(map(fold, _every("menu_anywhere")))),
        related=_marking(_every("related")),
        closing=re.compile(rf"^[\W\d_]*(?:{_any(map(fold, _every('closing')))})[\W\d_]*$"),
        caption=_starting(_every("caption")),
        photo=_marking(_every("photo"), colon=True),
        source=_marking(_every("source"), colon=True),
        byline=_starting(_every("byline")),
        published=frozenset(map(fold, _every("published"))),
        month=_whole(_every("months")),
        weekday=_whole(_every("weekdays")),
        agency=re.compile(rf"(?<!\w)(?:{agencies})(?!\w)"),
        known_as={fold(short): name for short, name in known_as.items()},
        signature=rf"(?<=[.!?…»\"”])\s*(?:[-—–]{{1,2}}\s*|[(/\[])\s*(?:{agencies})\s*[)/\]]?\.?\s*$",
        wires=_whole(_every("wires")),
        outlet_words=frozenset(map(fold, _every("outlet_words"))),
        end_marks=frozenset(map(fold, _every("end_marks"))),
    )


def _load(code: str) -> dict[str, Any]:
    """The words of a language; a language that has no file of its own gets empty tables, and the marks of the others serve it."""
    path = files("dragoman.articles").joinpath(f"words/{code}.toml")
    if not path.is_file():
        return {key: type(value)() for key, value in _load("en").items()}
    return compiled("words", [Path(str(path))], lambda: tomllib.loads(path.read_text(encoding="utf-8")))


def _any(items: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, items), key=len, reverse=True)) or r"(?!)"


_LEVELLED = dict.fromkeys("\u0627\u0623\u0625\u0622", "[\u0627\u0623\u0625\u0622]") | dict.fromkeys("\u064a\u0649", "[\u064a\u0649]")
_LETTER = re.compile("[\u0621-\u064a]")


def _names(items: Iterable[str]) -> str:
    """Names of agencies as printed: in capitals too; Arabic ones with any alef and ya, with vowel signs or without."""
    forms = dict.fromkeys(form for item in items for form in (item, *((item.upper(),) if len(item) > 4 else ())))
    by_first: dict[str, list[str]] = {}  # grouped by their first letter, so that few are tried at a place
    for form in sorted(forms, key=len, reverse=True):
        by_first.setdefault(_levelled(form[0]), []).append("".join(map(_levelled, form[1:])))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items()) or r"(?!)"


def _levelled(letter: str) -> str:
    """The pattern of a letter of a name as printed."""
    return _LEVELLED.get(letter, re.escape(letter)) + ("[\u064b-\u0652]*" if _LETTER.match(letter) else "")


def _starting(items: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"^[\W_]*(?:{_any(map(fold, items))})(?!\w)")


def _marking(items: Iterable[str], colon: bool = False) -> re.Pattern[str]:
    """The mark alone on its line, or the mark, a colon (or a slash, a dash) and what it introduces."""
    return re.compile(rf"^[\W_]*(?:{_any(map(fold, items))})\s*(?:[:：]|[-–—/]\s{'' if colon else '?'}|\s*$)")


def _whole(items: Iterable[str]) -> re.Pattern[str]:
    """The words as whole words; a stem written with a final hyphen takes up to four more letters."""
    forms = [re.escape(w[:-1]) + r"\w{0,4}" if w.endswith("-") else re.escape(w) for w in map(fold, items)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(forms, key=len, reverse=True)) or '(?!)'})(?!\w)")


def _transmission(own: dict[str, Any], agencies: list[str]) -> str:
    """A verb of passing on, the kind of medium, its name (quoted, in capitals, or a known agency). English also puts the name first."""
    capital = r"[A-Z\u0410-\u042f]"
    run = rf"{capital}[\w.\-]*(?: [«\"]?{capital}[\w.\-]*[»\"]?){{0,3}}"
    name = rf"(?:{_any(agencies)})(?!\w)|[«\"“][^«»\"“”\n]{{2,40}}[»\"”]|{run}"
    desk = rf"(?:(?:{_any(own['desk'])})\s+)"
    verb = rf"(?<!\w)(?:{_any(own['transmits'])})\s+"
    weak = rf"(?<!\w)(?:{_any(own['transmits_if_medium'])})\s+"
    known = rf"(?:{verb}|{weak})(?:[^\W\dA-Z_]\w*\s+){{0,3}}{desk}?[«\"“]?(?P<known>(?:{_any(agencies)})(?!\w))"
    quoted = r"[«\"“][^«»\"“”\n]{2,40}[»\"”]"
    before = rf"{known}|{verb}(?:{desk}{{1,2}}(?P<after>{name})|(?P<named>{quoted}))|{weak}{desk}{{1,2}}(?P<medium>{name})"
    after = rf"[,:]\s(?:(?:{_any(own['desk'])})\s)?(?P<before>{run})\s(?:{_any(own['transmits_after'])})(?!\w)"
    return f"{before}|{after}"


def items(line: str) -> list[str]:
    """The line cut at the separators of menus and breadcrumbs."""
    bare = line.strip(" \t|»›>/•·–—-.")
    cut = _SEPARATORS.split(bare) if _SEPARATOR.search(bare) else [bare]  # few lines have any
    return [item for item in cut if item]


def is_menu(line: str, w: Words) -> bool:
    """Whether the line is furniture: only menu words, counters, a language switch, a plea to subscribe, a shortcode."""
    plain = fold(line).strip()
    bare = plain.strip(" .:|•·*#[]()")
    if not re.search(r"[^\W\d_]", plain) or w.weekday.fullmatch(bare) or bare in w.menu or plain in w.end_marks or bare in w.end_marks:
        return True
    if w.menu_openings.match(plain) or (w.menu_anywhere.search(plain) and len(plain) < 160):
        return True
    addressed = len(plain) < 120 and ("://" in plain or "www." in plain or "@" in plain) and _ADDRESS.search(plain)
    if re.fullmatch(r"\[[\w\-/ ]+\]", plain) or addressed and len(_WORD.findall(plain)) < 12:
        return True
    cut = items(plain)
    if len(cut) > 1 and sum(item in w.menu for item in cut) >= max(1, len(cut) // 2) and len(plain) < 200 and not is_sentence(line):
        return all(len(item.split()) <= 4 for item in cut)
    return _all_menu_words(re.sub(r"[\d.,:%]+", " ", bare), w)


def _all_menu_words(plain: str, w: Words) -> bool:
    """Whether menu words alone, one after another, make the line: "home news politics", "ru en"."""
    tokens, at, found = plain.split(), 0, 0
    while at < len(tokens):
        step = next((n for n in (4, 3, 2, 1) if " ".join(tokens[at : at + n]) in w.menu and at + n <= len(tokens)), 0)
        if not step:
            return False
        at, found = at + step, found + 1
    return found > 0


def is_breadcrumb(line: str, w: Words) -> bool:
    """Whether the line is a path of sections, possibly ending in the page's title."""
    cut = items(line)
    return bool(re.search(r"[|»›]|\s/\s|^\W*/ ", line)) and len(cut) > 0 and not is_sentence(line) and (
        any(fold(item) in w.menu for item in cut) or all(len(item.split()) <= 3 for item in cut)
    )


def is_sentence(line: str) -> bool:
    """Whether the line is running text: it ends like a sentence, or is too long for anything else.

    >>> is_sentence("The ministers met."), is_sentence("Ministers meet in Astana")
    (True, False)
    """
    bare = line.rstrip()
    wanted = 3 if _SENTENCE_END.search(bare, max(0, len(bare) - 80)) else 36
    return next(islice(_WORD.finditer(line), wanted - 1, None), None) is not None


def date_in(line: str, w: Words) -> bool:
    """Whether a date with a day and a month, or a month and a year, stands in the line."""
    if not _DIGIT.search(line):
        return False
    if _NUMERIC_DATE.search(line):
        return True
    plain = fold(line)
    beside = (plain[max(0, m.start() - 6) : m.start()] + " " + plain[m.end() : m.end() + 6] for m in w.month.finditer(plain))
    return any(_DIGIT.search(around) for around in beside)


def residue(line: str, w: Words) -> list[str]:
    """The words of the line that are neither date, nor weekday, nor agency, nor a word of publishing."""
    plain = fold(w.agency.sub(" ", line))
    for pattern in (w.month, w.weekday, w.wires):
        plain = pattern.sub(" ", plain)
    return [word for word in _WORD.findall(plain) if word.strip(".") not in w.published and len(word) > 1]


def is_date_line(line: str, w: Words) -> bool:
    """Whether the line gives the day of the page and little else: "09 January 2025 - 02:41", "Baku, December 3, AZERTAC"."""
    if len(line) > 120 or not date_in(line, w) or (is_sentence(line) and not re.search(r"\d\W*\w{0,3}\.$", line.strip())):
        return False
    if any(pattern.search(line.strip()) for pattern in w.published_in):
        return True
    left = [word for word in residue(line, w) if word not in w.menu]
    return len(left) <= (3 if re.search(r"\d{4}", line) else 2)


def is_credit(line: str, w: Words) -> bool:
    """Whether the line names only who wrote or passed on the page: "Agencies", "By Our Correspondent", "- African News Agency (ANA)"."""
    if is_sentence(line) or len(line) > 100:
        return False
    plain = fold(line)
    named = bool(w.agency.search(line) or w.wires.search(plain))
    if named and len(residue(line, w)) <= 2 and not date_in(line, w):
        return True
    return bool(w.byline.match(plain)) and len(_WORD.findall(plain)) <= 6


def is_headline(line: str, w: Words) -> bool:
    """Whether the line may be a title: a few words at least, not a sentence of its own."""
    return 2 <= len(_WORD.findall(line)) <= 35 and not line.rstrip().endswith((":", ","))


def word_count(line: str) -> int:
    """How many words the line has; numbers are none."""
    return len(_WORD.findall(line))
