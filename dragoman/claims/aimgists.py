"""What an organisation was founded for, where its founding and its aim stand far apart in one sentence.

    The treaty by which Chad, Mali and Niger founded the union was signed in 1994, to promote trade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.frames import source
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_WHAT = 12  # units of an aim
_WALLS = frozenset(".;!?\u061b\u061f:")


def aim_gists(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The aim in a sentence of which rules have made a founding and no aim. `made`: what they have made of it."""
    founding = next((c for c in made if c.kind == "founding"), None)
    if founding is None or any(c.kind == "aim" for c in made) or any(u.has("not", "if", "may") for u in units):
        return
    at = next((i for i, u in enumerate(units) if u.has("aim_to", "found_for")), None)
    if at is None or any(u.option("person") for u in units[max(0, at - 4) : at]):
        return
    end = next((i for i in range(at + 1, min(len(units), at + _WHAT)) if units[i].text in _WALLS), min(len(units), at + _WHAT))
    span = Span(units[at].start, units[end - 1].end)
    yield Claim(
        "aim", {"actor": founding.fillers("organisation"), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-gist", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip
