"""Templates -> HTML. Autoescape is on; every word comes from the catalogue of the page's language, every name from the gazetteer."""

from __future__ import annotations

import functools
from typing import Any

from jinja2 import Environment, PackageLoader

from dragoman.views.asked import Asked, Page
from dragoman.views.dates import date
from dragoman.views.misread import day, not_days, not_names
from dragoman.views.quoting import original, quote, quoted, utterance, written
from dragoman.views.sentences import amount, rank_name, sentence
from dragoman.views.telling import Teller
from dragoman.views.typed import in_field
from dragoman.views.words import LANGUAGES, direction

FACTS = ("certainly", "possibly", "as listed")  # the certainties of what is so


@functools.cache
def environment() -> Environment:
    """The templates. A key that a row lacks is empty; an unknown function is an error."""
    return Environment(loader=PackageLoader("dragoman.views", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def html(asked: Asked, page: Page) -> str:
    """The page as HTML."""
    template = environment().get_template(page.template)
    return template.render(title=page.title, page=page, **tools(asked), **page.shown)


def tools(asked: Asked) -> dict[str, Any]:
    """What templates may call: words, dates, names, sentences, addresses."""
    words, namer, teller = asked.words, asked.namer, Teller(asked)
    return {
        "asked": asked, "lang": words.lang, "dir": words.direction, "languages": LANGUAGES, "facts": FACTS, "href": asked.address,
        "briefing_of": lambda wanted: asked.address("briefing", **{"for": wanted} | {x: asked.query.get(x) for x in ("on", "known")}),
        "say": words.say, "count": words.count, "one_of": words.one_of, "stage": words.stage,
        "number": words.number, "has": words.has, "direction": direction,
        "date": lambda value: date(words, value), "when": lambda value: date(words, value, "when"),
        "party": namer.party, "person": lambda value, lang=None: namer.party(value, lang, person=True), "parties": teller.names,
        "rank": lambda org, code: rank_name(namer, org, code), "amount": lambda value, operator: amount(namer, value, operator),
        "sentence": lambda claim, language: sentence(claim, namer, language), "quote": quote, "original": original,
        "quoted": quoted, "utterance": utterance, "written": written, "not_days": not_days, "not_names": not_names, "as_day": day,
        "day_example": words.figures(str(words.raw("date.example"))),
        "in_field": lambda value: in_field(value, words),
    } | teller.tools()  # fmt: skip
