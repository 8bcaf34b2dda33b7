"""The whole programme on one screen: START HERE.

    source -> article -> mentions -> claims -> ledger -> views

`read` is the reader: text in, article and claims out; it touches no disk, clock or network beyond its own data files and what `compiled`
keeps of them.
`add` reads into a ledger. The folders in alphabetical order are the order of the flow.
"""

from __future__ import annotations

from dragoman.articles.byline import anatomy
from dragoman.articles.language import detect
from dragoman.claims.dates.dates import find_dates
from dragoman.claims.reading import date_words, read_article
from dragoman.claims.speech.chain import chain_name
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Article, Date, Reading, Span


def read(text: str, *, language: str | None = None, published: str | Date | None = None, outlet: str | None = None,
         url: str | None = None, title: str | None = None, warnings: tuple[str, ...] = ()) -> Reading:  # fmt: skip
    """What a page of news says: its article with anatomy, its mentions and its claims with their evidence.

    `language` is ar, ru or en and is detected where it is not given; `published` is an EDTF date and is taken from the date line where
    the page has one. Raises BadInput for a text that is empty or in a language that is not read.
    """
    return read_article(make_article(text, language=language, published=published, outlet=outlet, url=url, title=title, warnings=warnings))


def make_article(text: str, *, language: str | None, published: str | Date | None, outlet: str | None, url: str | None,
                 title: str | None = None, warnings: tuple[str, ...] = ()) -> Article:  # fmt: skip
    """The page as an Article: its language, its parts, and the day on which a reader could have known it."""
    language = language or detect(text)
    parts = anatomy(text, language)
    day = Date(published) if isinstance(published, str) else published
    return Article(
        text=text, language=language, url=url, title=title or parts.title, published=day or _day_of(text, parts.dateline, language),
        outlet=outlet or parts.outlet, agencies=tuple(_agency(a) for a in parts.agencies), photo_credit=parts.photo_credit,
        parts=parts.parts, warnings=warnings,
    )  # fmt: skip


def _day_of(text: str, dateline: Span | None, language: str) -> Date | None:
    """The day of the page's own date line; one without a year takes it from the same day written whole in the text."""
    if dateline is None:
        return None
    words = date_words(language)
    found = [m.value for m in find_dates(dateline.of(text), words, None)]
    named = next((v for v in found if isinstance(v, Date) and v.precision == "day"), None)
    yearless = [v[1:] for v in found if isinstance(v, str)]
    if named or not yearless:
        return named
    whole = (m.value for m in find_dates(text, words, None))
    return next((v for v in whole if isinstance(v, Date) and v.precision == "day" and v.text.endswith(tuple(yearless))), None)


def _agency(printed: str) -> str:
    """The agency's English name and acronym, where the gazetteer knows it: a chain reads alike in all languages."""
    known = gazetteer().find(printed, "outlet")
    return chain_name(known[0].id) if known else printed
