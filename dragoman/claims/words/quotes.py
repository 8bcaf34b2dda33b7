"""Quotations: the outermost spans between quotation marks, nested marks inside them kept."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.model import Span

_LONGEST = 3000  # code points: beyond that a mark was left open
_MOST = 100  # marks looked at for the end of one quotation: beyond that they are no quotation marks
_NESTED = 80  # code points that a name in the same marks may have inside a quotation
# Marks that close what another family opened, as careless typesetting has it.
_MIXED = {
    "\u201c": '\u201d"\u201c',
    "\u201e": '\u201c\u201d"',
    "\u00ab": '\u00bb"',
    "\u2018": "\u2019'",
    '"': "\u201d\u201c",
    "\u201d": "\u201d\u201c",
}
_SINGLE = frozenset("'\u2018\u2019")
_ENDS = frozenset(".!?\u2026\u061f")

Pairs = Sequence[tuple[str, str]]


def quotations(text: str, pairs: Pairs) -> list[Span]:
    """The spans inside quotation marks (marks and blanks at the edges left out), outermost only, in order.

    A quotation ends in its paragraph, or runs on where the next paragraph opens a mark again or closes this one.

    >>> [s.of("He said \\"no\\".") for s in quotations("He said \\"no\\".", (("\\"", "\\""),))]
    ['no']
    """
    finder, openers = _compiled(tuple(pairs))
    marks = [(m.start(), m[0]) for m in finder.finditer(text)]
    found: list[Span] = []
    at = 0
    while at < len(marks):
        start, mark = marks[at]
        made = None
        for closing in openers.get(mark, ()):
            if _opens(text, start, mark, mark == closing):
                made = _close(text, marks, at, mark, closing)
                if made is not None:
                    break
        if made is None and mark in openers and _opens(text, start, mark, mark in openers[mark]):
            made = _loose(text, marks, at, mark, openers)
        if made is None:
            at += 1
            continue
        end, after = made
        span = _trim(text, start + len(mark), end)
        if span.end > span.start:
            found.append(span)
        at = max(after, at + 1)
    return found


@functools.cache
def _compiled(pairs: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    openers: dict[str, list[str]] = {}
    for opening, closing in pairs:
        openers.setdefault(opening, []).append(closing)
    marks = {m for pair in pairs for m in pair} | {c for o in openers for c in _MIXED.get(o, "")}
    finder = re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True)))
    return finder, openers


def _opens(text: str, at: int, mark: str, same: bool) -> bool:
    """An opening mark stands before a letter, and after a blank, a bracket or a word of one letter."""
    before, after = text[at - 1 : at], text[at + len(mark) : at + len(mark) + 1]
    if not after or (after.isspace() and mark != "//" and not _spaced(text, at, mark)):
        return False
    if mark == "//" and (before == ":" or not after.isspace() and not after.isalpha()):
        return False
    if mark in _SINGLE and before.isalnum():
        return False
    if mark in "\u00bb\u201d" and before and not before.isspace() and before not in "(:[\u0628\u0644\u0640":
        return False
    return not same or not before or not before.isalnum() or not before.isascii()


def _spaced(text: str, at: int, mark: str) -> bool:
    """Whether a mark opens with a blank on both sides, as Arabic pages print it: \" word."""
    return mark in "\"\u201d\u201c" and (not at or text[at - 1] in " :\u060c") and "\u0621" <= text[at + 2 : at + 3] <= "\u064a"


def _close(text: str, marks: Sequence[tuple[int, str]], first: int, opening: str, closing: str) -> tuple[int, int] | None:
    """Where the mark that opens at marks[first] is closed in its paragraph, and the index of the mark after that."""
    stop = _paragraph_end(text, marks[first][0])
    depth = 0
    last = None
    for index in range(first + 1, min(len(marks), first + _MOST)):
        at, mark = marks[index]
        if at >= stop:
            break
        if mark == closing:
            if opening == closing:
                if depth == 0 and _inner_opens(text, marks, index, stop, mark):
                    depth = 1
                elif depth:
                    depth = 0
                elif not _apostrophe(text, marks, index, stop):
                    return at, index + 1
            elif depth:
                depth -= 1
            else:
                return at, index + 1
            last = (at, index + 1)
        elif mark == opening:
            depth += 1
    return last


def _apostrophe(text: str, marks: Sequence[tuple[int, str]], index: int, stop: int) -> bool:
    """Whether a single mark is an apostrophe: inside a word, or after an s with a better end to come."""
    at, mark = marks[index]
    if mark not in _SINGLE:
        return False
    if text[at + 1 : at + 2].isalnum():
        return True
    if text[at - 1 : at] != "s":
        return False
    return any(m == mark and p < stop and text[p - 1 : p] in (".", ",", "!", "?") for p, m in marks[index + 1 : index + 4])


def _inner_opens(text: str, marks: Sequence[tuple[int, str]], index: int, stop: int, mark: str) -> bool:
    """Whether a mark inside a quotation opens a name: after a blank, before a letter, and closed again soon, with an outer one to come."""
    at = marks[index][0]
    before, after = text[at - 1], text[at + len(mark) : at + len(mark) + 1]
    if (not before.isspace() and before not in "(") or not after or not after.isalnum():
        return False
    same = [p for p, m in marks[index + 1 : index + 6] if m == mark and p < stop]
    return len(same) >= 2 and same[0] < at + _NESTED


def _loose(text: str, marks: Sequence[tuple[int, str]], first: int, opening: str, openers: dict[str, list[str]]) -> tuple[int, int] | None:
    """Where a quotation without its own closing mark ends: at a mark of another family, or with its paragraph if the next goes on."""
    start = marks[first][0]
    stop = _paragraph_end(text, start)
    for index in range(first + 1, min(len(marks), first + _MOST)):
        at, mark = marks[index]
        if at >= stop:
            break
        if mark in _MIXED.get(opening, "") and not text[at + 1 : at + 2].isalnum() and text[at - 1 : at].strip():
            return at, index + 1
    after = bisect_left(marks, (stop, ""), first + 1)
    following = after if after < len(marks) else None
    if opening in _SINGLE or opening == "//" or stop - start < 12:
        return None
    beginning = _next_paragraph(text, stop)
    if following is not None and marks[following][0] == beginning and (marks[following][1] in openers or marks[following][1] == "\u00bb"):
        return stop, following
    if (
        following is not None
        and marks[following][1] in openers[opening]
        and marks[following][1] != opening
        and marks[following][0] - start < _LONGEST
    ):
        return marks[following][0], following + 1
    if text[start:stop].rstrip()[-1:] in _ENDS and _at_start(text, start):
        return stop, first + 1
    return None


def _at_start(text: str, at: int) -> bool:
    """Whether nothing but blanks, or a colon, stands before the offset in its paragraph."""
    first = max(0, at - _LONGEST)
    before = text[max(first, text.rfind("\n", first, at) + 1) : at].strip()
    return not before or before.endswith(":")


def _paragraph_end(text: str, at: int) -> int:
    last = min(len(text), at + _LONGEST)
    end = text.find("\n", at, last)
    return last if end < 0 else end


def _next_paragraph(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
