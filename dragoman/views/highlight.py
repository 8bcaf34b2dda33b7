"""An article's text cut into pieces, each with its part of the page and the claims whose evidence covers it. No letter is lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Article, Claim, Span

_GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text in which nothing begins or ends. `claims` has the widest evidence first, the narrowest last;
    `starts` and `ends` are the claims whose evidence begins or ends here; a `gap` is empty lines between paragraphs."""

    text: str
    part: str | None
    claims: tuple[Claim, ...] = ()
    starts: tuple[Claim, ...] = ()
    ends: tuple[Claim, ...] = ()
    gap: bool = False

    @property
    def claim(self) -> Claim | None:
        """The claim with the narrowest evidence here, which gives the piece its colour."""
        return self.claims[-1] if self.claims else None


def pieces(article: Article, claims: Iterable[Claim]) -> list[Piece]:
    """The whole text in order: joining the pieces gives it back, joining those of one claim gives its evidence."""
    claims = sorted(claims, key=lambda x: (x.evidence.start - x.evidence.end, x.evidence.start, x.id))
    edges = {0, len(article.text)}
    gaps = [Span(*x.span()) for x in _GAP.finditer(article.text)]
    for span in (*(x.evidence for x in claims), *(x.span for x in article.parts), *gaps):
        edges |= {span.start, span.end}
    cuts = sorted(x for x in edges if 0 <= x <= len(article.text))
    return [_piece(article, claims, gaps, Span(a, b)) for a, b in pairwise(cuts)]


def _piece(article: Article, claims: Sequence[Claim], gaps: Sequence[Span], span: Span) -> Piece:
    over = tuple(x for x in claims if x.evidence.covers(span))
    return Piece(
        text=span.of(article.text),
        part=next((x.kind for x in article.parts if x.span.covers(span)), None),
        claims=over,
        starts=tuple(x for x in over if x.evidence.start == span.start),
        ends=tuple(x for x in over if x.evidence.end == span.end),
        gap=any(x.covers(span) for x in gaps),
    )


def marked(text: str, within: Span, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """The words of one span of a text, cut where the given spans begin and end: (words, whether one of them covers these).

    >>> marked("India joined.", Span(0, 13), [Span(0, 5)])
    [('India', True), (' joined.', False)]
    """
    inner = [x for x in spans if within.covers(x)]
    cuts = sorted({within.start, within.end, *(x.start for x in inner), *(x.end for x in inner)})
    return [(text[a:b], any(x.covers(Span(a, b)) for x in inner)) for a, b in pairwise(cuts)]
