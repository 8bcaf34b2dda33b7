"""One document told of twice is claimed once, by the fuller telling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import FACTUAL, Claim


def note_paper(found: list[Claim], claim: Claim, articles: Sequence[str]) -> None:
    """Note a claim; of two about one document, of which one only says less, the fuller stays in the place of the first."""
    for at, known in enumerate(found):
        if _same(known, claim, articles):
            best, other = (claim, known) if _told(claim) > _told(known) else (known, claim)
            if len(_words(other, articles)) > len(_words(best, articles)):  # the day from the one place, the whole title from the other
                best = replace(best, roles={**best.roles, "title": other.roles["title"]}, id="")
            found[at] = best
            return
    found.append(claim)


def _told(claim: Claim) -> tuple[bool, int]:
    return claim.valid_from is not None, len(claim.fillers("title")[0].surface)


def _same(a: Claim, b: Claim, articles: Sequence[str]) -> bool:
    if a.qualifiers["action"] != b.qualifiers["action"] or (a.modality in FACTUAL) != (b.modality in FACTUAL):
        return False
    if a.valid_from and b.valid_from and not (a.valid_from.first <= b.valid_from.last and b.valid_from.first <= a.valid_from.last):
        return False
    few, many = sorted((_words(a, articles), _words(b, articles)), key=len)
    return few <= many


def _words(claim: Claim, articles: Sequence[str]) -> frozenset[str]:
    """The beginnings of the title's words, by which two namings of one document are known."""
    named = (w.strip("\"'\u00ab\u00bb\u201c\u201d,()") for w in claim.fillers("title")[0].surface.split())
    short = not claim.fillers("title")[0].surface.isupper()  # "on the creation of the CIS"
    words = [w.casefold() for w in named if len(w) > 3 or short and len(w) > 1 and w.isupper()]
    return frozenset(w.removeprefix(*articles)[:5] if articles else w[:5] for w in words)
