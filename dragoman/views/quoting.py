"""The words of sources as HTML: in their own language and direction, cut only in lists, marked but never changed on the article's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from dragoman.ledger import Cited
from dragoman.model import Claim, Span
from dragoman.views.highlight import Piece, marked
from dragoman.views.names import script
from dragoman.views.words import direction

QUOTE_LENGTH = 120  # code points of evidence that a list shows; the claim's page has the whole
WINDOW = 45  # code points on either side of a name


def original(text: str, lang: str | None = None, tag: str = "bdi") -> Markup:
    """Words of a source in their own language and direction."""
    lang = lang or script(text) or "en"
    return Markup('<{} lang="{}" dir="{}">{}</{}>').format(Markup(tag), lang, direction(lang), text, Markup(tag))


def quote(text: str, lang: str | None = None) -> Markup:
    """The beginning of a quotation, in its own language, for lists."""
    text = " ".join(text.split())
    if len(text) > QUOTE_LENGTH:
        text = text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    return original(text, lang, "q")


def around(cited: Cited, party: Mapping[str, Any] | None) -> Markup:
    """The words of a claim about one of its parties: a window of the evidence about the party's name, which is made strong."""
    inside = _place(cited.claim, party or {})
    if inside is None:
        return quote(cited.words, cited.language)
    start, end = _window(cited.words, inside)
    before, name, after = cited.words[start : inside.start], inside.of(cited.words), cited.words[inside.end : end]
    before, after = "… " * bool(start) + before.replace("\n", " "), after.replace("\n", " ") + " …" * (end < len(cited.words))
    return Markup('<q lang="{}" dir="{}">{}<b>{}</b>{}</q>').format(cited.language, direction(cited.language), before, name, after)


def _place(claim: Claim, party: Mapping[str, Any]) -> Span | None:
    """Where in the claim's evidence the party is named; None if it is named elsewhere in the article."""
    for item in (x for items in claim.roles.values() for x in items):
        if (item.id or item.surface) in (party.get("id"), party.get("label")) and claim.evidence.covers(item.span):
            return Span(item.span.start - claim.evidence.start, item.span.end - claim.evidence.start)
    return None


def _window(text: str, inside: Span) -> tuple[int, int]:
    """Where to cut the evidence so that whole words about the name are left."""
    if len(text) <= QUOTE_LENGTH:
        return 0, len(text)
    end = text.find(" ", inside.end + WINDOW)
    return text.rfind(" ", 0, max(0, inside.start - WINDOW)) + 1, end if end >= 0 else len(text)


def written(piece: Piece, numbers: Mapping[str, int], chosen: str | None) -> Markup:
    """A piece of an article's text as HTML: its words and nothing else, marked by the kind of the narrowest claim and linked to it."""
    text = Markup(str(escape(piece.text)).replace("\r", "&#13;"))  # a bare carriage return would become a line feed
    anchors = Markup("").join(Markup('<span id="e-{}"></span>').format(x.id) for x in piece.starts)
    if piece.claim:
        text = _mark(piece, piece.claim, text, numbers, chosen)
    classes = " ".join(x for x in (f"part-{piece.part}" if piece.part else "", "gap" if piece.gap else "") if x)
    return anchors + (Markup('<span class="{}">{}</span>').format(classes, text) if classes else text)


def _mark(piece: Piece, claim: Claim, text: Markup, numbers: Mapping[str, int], chosen: str | None) -> Markup:
    ends = "\u00a0".join(str(n) for n in sorted(numbers[x.id] for x in piece.ends))
    linked = Markup('<a href="#c-{}">{}</a>').format(claim.id, text) if piece.text.strip() else text  # a link of spaces says nothing
    return Markup('<mark class="k-{}{}" data-claims="{}"{}>{}</mark>').format(
        claim.kind, " chosen" if chosen in [x.id for x in piece.claims] else "", " ".join(x.id for x in piece.claims),
        Markup(' data-n="{}"').format(ends) if ends else "", linked,
    )  # fmt: skip


def quoted(claim: Claim, text: str, lang: str) -> list[Markup]:
    """The words of a claim to show beside it: the quotations of a statement, else its evidence."""
    parts = [x["text"] for x in claim.qualifiers.get("quotes") or ()]
    return [original(x, lang, "q") for x in parts] or [quote(claim.evidence.of(text), lang)]


def utterance(what: Mapping[str, Any]) -> list[tuple[bool, list[tuple[str, bool]]]]:
    """What was said, in blocks: (whether it is a quotation, its pieces: (words, whether they are verbatim)).

    Quotations that stand inside the reported words are shown there, once.
    """
    quotes, reported = list(what.get("quotes") or ()), what.get("reported")
    if not reported:
        return [(True, [(x["text"], True)]) for x in quotes]
    start, whole = reported["start"], Span(0, len(reported["text"]))
    spans = [Span(x["start"] - start, x["end"] - start) for x in quotes]
    outside = [(True, [(x["text"], True)]) for x, span in zip(quotes, spans, strict=True) if not whole.covers(span)]
    return [*outside, (False, marked(reported["text"], whole, spans))]
