"""The exceptions. Each says what is wrong, where, and how to mend it; the command line prints the message and exits with `code`."""

from __future__ import annotations


class DragomanError(Exception):
    """The mother of all: what the user can mend. Exit code 1 for bad data, 2 for a wrong call."""

    code = 1


class BadInput(DragomanError):
    """A source that cannot be read as news."""


class BadCall(DragomanError):
    """A question or an option that cannot be understood."""

    code = 2


class BadDate(BadCall):
    """A date that is none."""

    def __init__(self, text: str, why: str = "it is no year, month or day") -> None:
        super().__init__(f"“{text}” is not a date: {why}. Write 2024, 2024-07, 2024-07-04 or 2024-07-03/2024-07-04.")
        self.text = text


class UnknownName(BadCall):
    """A name that the gazetteer does not know; the message suggests the nearest."""


class BadLanguageFolder(DragomanError):
    """A language folder that the loader refuses, with path, line and what to write instead."""


class BadLedger(DragomanError):
    """A ledger that is none, is too new, or cannot be written."""


class UnsoundClaim(DragomanError):
    """A claim without words to point at: refused at append."""
