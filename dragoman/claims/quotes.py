"""Quotations: the outermost spans between quotation marks, nested marks inside them kept."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Span

_LONGEST = 3000  # code points: beyond that a mark was left open


def quotations(text: str, pairs: Sequence[tuple[str, str]]) -> list[Span]:
    """The spans inside quotation marks (marks left out), outermost only, within one paragraph each."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found += _in_line(text, start, start + len(line), pairs)
        start += len(line) + 1
    return found


def _in_line(text: str, start: int, stop: int, pairs: Sequence[tuple[str, str]]) -> list[Span]:
    found: list[Span] = []
    at = start
    while at < stop:
        pair = next((p for p in pairs if text.startswith(p[0], at) and _opens(text, at, p)), None)
        end = _close(text, at + len(pair[0]), min(stop, at + _LONGEST), pair, pairs) if pair else None
        if pair and end is not None and end > at + len(pair[0]):
            found.append(Span(at + len(pair[0]), end))
            at = end + len(pair[1])
        else:
            at += 1
    return found


def _opens(text: str, at: int, pair: tuple[str, str]) -> bool:
    """An opening mark stands after a blank, a bracket or a one-letter word, and before a letter."""
    before, after = text[at - 1 : at], text[at + len(pair[0]) : at + len(pair[0]) + 1]
    if not after or (after.isspace() and pair[0] != "//"):
        return False
    if pair[0] in "'\u2018" and before.isalnum():
        return False
    return pair[0] != pair[1] or not before or not before.isalnum() or not before.isascii()


def _close(text: str, at: int, stop: int, pair: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> int | None:
    """Where the mark that opened before `at` is closed. The same mark may open and close a name inside."""
    opening, closing = pair
    depth = 0
    last = None
    while at < stop:
        if text.startswith(closing, at):
            if opening == closing:
                if depth == 0 and _inner_opens(text, at, stop, closing):
                    depth = 1
                elif depth:
                    depth = 0
                elif closing == "'" and text[at + 1 : at + 2].isalnum():
                    pass
                else:
                    return at
            elif closing == "\u2019" and text[at + 1 : at + 2].isalnum():
                pass
            elif depth:
                depth -= 1
            else:
                return at
            last = at
        elif opening != closing and text.startswith(opening, at):
            depth += 1
        at += 1
    return last


def _inner_opens(text: str, at: int, stop: int, mark: str) -> bool:
    """Whether a mark inside a quotation opens a name: after a blank, before a letter, and closed again soon, with an outer one to come."""
    before, after = text[at - 1], text[at + len(mark) : at + len(mark) + 1]
    if not before.isspace() and before not in "(" or not after or after.isspace() or not after.isalnum():
        return False
    inner = text.find(mark, at + len(mark), min(stop, at + 80))
    return inner >= 0 and text.find(mark, inner + len(mark), stop) >= 0


