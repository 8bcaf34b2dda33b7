"""The date line of a wire story at the start of its first paragraph, and the agencies that a text names.

Forms read, parts optional: PLACE, day month. /AGENCY/. · PLACE day month (AGENCY) –, or . · PLACE (AGENCY) – day month year –.
· PLACE — AGENCY. · AGENCY – · day month year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.articles.furniture import Words, date_in, residue
from dragoman.model import Span

_WINDOW = 120  # a date line is no longer
_DASH = r"[-—–]{1,2}"
_SLASHES = re.compile(r"(?P<place>[^/\n]{0,90}?)/(?P<agency>[^/\n]{2,40})/\.?\s*(?:[-—–:]+\s*)?")
_DOUBLED = re.compile(r"(?P<place>[^\n]{0,90}?)//(?P<agency>[^/\n]{2,40})//\.?\s*(?:[-—–:]+\s*)?")
_LAST = re.compile(r",\s*([A-Z]{2,6})\s*(?:[-—–]\s*)*$")  # an acronym right before the dash
_BRACKETS = re.compile(rf"(?P<place>[^()\n]{{0,90}}?)\((?P<agency>[^()\n]{{2,40}})\)\s*(?:{_DASH}|:|/)\s*")
_STOPPED = re.compile(r"(?P<place>[^()\n]{4,60}?)\((?P<agency>[^()\n]{2,40})\)\.\s+")
_BARE = re.compile(r"(?P<place>[^()\n]{4,60}?)\((?P<agency>[^()\n]{2,40})\)\s+")
_DASHED = re.compile(r"(?P<place>[^\n—–]{2,90}?)(?:\s+-{1,2}\s+|\s*[—–]\s*|(?<=[A-Z\u0621-\u064a])-{1,2}\s+)")
_AFTER_AGENCY = re.compile(r"\s*[)/\]»\"]?\s*(?:[.:/]|-{1,2}|[—–])+\s*")
_MAY_SIGN = re.compile(r"[.!?…»\"”]\s*[-—–(/\[]")  # what stands before a signature
_DAY_FIRST = re.compile(r"(?P<place>\d{1,2} [^\W\d_]+ \d{4}(?: [^\W\d_]{1,4})?)\.\s+")
_DAY = re.compile(r"(?P<day>[^\n—–-]{4,40}?)\s+[-—–]{1,2}\s+")
_COLON = re.compile(r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?):\s+(?=[A-Z])")
_DOMAIN = re.compile(r"\w\.(?:com|org|net|ru|uz|kz|kg|az|by|info|tv)\b", re.IGNORECASE)


def wire_dateline(paragraph: str, language: str, w: Words) -> int:
    """How many characters at the paragraph's start are its date line; 0 if it has none."""
    head = paragraph[:_WINDOW]
    slashed = ((_DOUBLED, _slashes), (_SLASHES, _slashes))
    forms = (*slashed, (_BRACKETS, _brackets), (_STOPPED, _stopped), (_BARE, _bare), (_DASHED, _dashed), (_DAY_FIRST, _day_first))
    for pattern, fits in forms:
        found = pattern.match(head)
        if found and fits(found, paragraph, language, w):
            end = found.end() + _agency_after(paragraph[found.end() :], w)
            return end + _day_after(paragraph[end:_WINDOW], w)
    signed = _dated_agency(head, w) or _agency_first(head, w)
    if signed:
        return signed
    found = _COLON.match(head) if language == "en" else None
    return found.end() if found else 0


def _slashes(found: re.Match[str], _: str, __: str, w: Words) -> bool:
    return len(residue(found["place"], w)) <= 4 and (bool(w.agency.search(found["agency"])) or date_in(found["place"], w))


def _stopped(found: re.Match[str], _: str, __: str, w: Words) -> bool:
    """PLACE, day, and in brackets who reports, closed by a full stop."""
    return date_in(found["place"], w) and len(residue(found["place"], w)) <= 3 and bool(residue(found["agency"], w))


def _bare(found: re.Match[str], _: str, __: str, w: Words) -> bool:
    """A known agency in brackets after place and day, with no mark behind it."""
    place = found["place"]
    return bool(w.agency.fullmatch(found["agency"].strip())) and len(residue(place, w)) <= 3 and (date_in(place, w) or place.isupper())


def _dated_agency(head: str, w: Words) -> int:
    """Where "PLACE, day month. AGENCY." ends; 0 if the text does not begin so."""
    for named in w.agency.finditer(head):
        before, mark = head[: named.start()], _AFTER_AGENCY.match(head, named.end())
        if mark and date_in(before, w) and len(residue(before, w)) <= 2:
            return mark.end()
    return 0


def _agency_first(head: str, w: Words) -> int:
    """Where "AGENCY. " or "AGENCY - " ends that stands before anything else."""
    named = w.agency.match(head)
    mark = re.compile(r"\s*(?:\.|-{1,2}|[—–]|:(?=\s+[\u0621-\u064a]))\s+").match(head, named.end()) if named else None
    return mark.end() if named and mark and len(named[0]) > 3 else 0


def _brackets(found: re.Match[str], _: str, language: str, w: Words) -> bool:
    place, agency = found["place"], found["agency"]
    known = bool(w.agency.search(agency) or w.agency.search(place) or _DOMAIN.search(agency) or place.isupper() and agency.isupper())
    alone = language == "ar" and 0 < len(place.split()) <= 2 and len(agency.split()) <= 2 and not re.search(r"\d", agency)
    return len(residue(place, w)) <= 4 and (known or alone or date_in(place, w) or not place.strip())


def _dashed(found: re.Match[str], paragraph: str, language: str, w: Words) -> bool:
    place = found["place"].strip()
    left = residue(place, w)
    if len(left) > 4:
        return False
    if date_in(place, w):
        return len(left) <= 3
    if w.agency.search(place) and len(left) <= 2 and (not left or place.isupper() or len(left) == 1 and re.search(r"[,/\u060c]", place)):
        return True
    if _agency_after(paragraph[found.end() :], w):
        return len(left) <= 2
    if language == "ar":  # one or two words and a long dash, with no second one to close a parenthesis
        return len(place.split()) <= 2 and place[-1].isalpha() and not re.search(r"\s[-—–]", paragraph[found.end() : found.end() + 80])
    return language == "en" and _is_place(place) and paragraph[found.end() : found.end() + 1].isupper()


def _is_place(place: str) -> bool:
    """CITY in capitals, with a country after a comma perhaps."""
    return bool(re.fullmatch(r"[A-Z][A-Z.'\- ]{3,}(?:, [A-Z][\w. ]+)?", place))


def _day_first(found: re.Match[str], _: str, __: str, w: Words) -> bool:
    return date_in(found["place"], w)


def _agency_after(rest: str, w: Words) -> int:
    """How far an agency's name and its full stop or dash go at the start: "AGENCY. " in "PLACE, date — AGENCY. Text"."""
    named = w.agency.match(rest)
    mark = re.match(r"\s*(?:\.|/|:|[-—–])\s+", rest[named.end() :]) if named else None
    return named.end() + mark.end() if named and mark else 0


def _day_after(rest: str, w: Words) -> int:
    """How far a day and its dash go at the start: "3 May 2024 – " in "PLACE (AGENCY) – 3 May 2024 – Text"."""
    found = _DAY.match(rest)
    return found.end() if found and date_in(found["day"], w) and not residue(found["day"], w) else 0


def agency_in(text: str, start: int, w: Words) -> Iterator[Span]:
    """The known agencies named in the text, which begins at `start` of the page."""
    for found in w.agency.finditer(text):
        yield Span(start + found.start(), start + found.end())


def bracketed(dateline: str, start: int, w: Words) -> Iterator[Span]:
    """The agency of a date line: a known one, else what stands between slashes or brackets and is no date."""
    known = list(agency_in(dateline, start, w))
    if known:
        yield from known
        return
    for found in re.finditer(r"/([^/\n]{2,40})/|\(([^()\n]{2,40})\)", dateline):
        group = 1 if found[1] else 2
        if not re.search(r"\d", found[group]):
            yield Span(start + found.start(group), start + found.end(group))
    last = _LAST.search(dateline)
    if last and re.search(r"\d", dateline):
        yield Span(start + last.start(1), start + last.end(1))


def passed_on(text: str, start: int, w: Words) -> Iterator[Span]:
    """The media that a sentence names as those who passed its news on: "reports X", "citing the agency X"."""
    if not any(verb in text for verb in w.transmits):
        return
    for found in w.transmitted.finditer(text):
        group = next(g for g in ("known", "after", "named", "medium", "before") if found[g])
        name, at = found[group], start + found.start(group)
        trimmed = name.strip("\"“” .") if "«" in name[1:] else name.strip("«»\"“” .")
        offset = name.find(trimmed)
        yield Span(at + offset, at + offset + len(trimmed))


def signature(paragraph: str, w: Words) -> int:
    """Where the agency that signs a paragraph begins: "… states. — AFP", "… countries. (Reuters)"; the paragraph's length if none does."""
    tail = max(0, len(paragraph) - 60)
    found = w.signed.search(paragraph, tail) if _MAY_SIGN.search(paragraph, tail) else None
    return found.start() if found else len(paragraph)
