"""What is not there: pages that say so, and suggest."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from dragoman.gazetteer import Entity, Gazetteer
from dragoman.views.asked import FORMS, Asked, Page
from dragoman.views.names import ADDRESSES

SUGGESTED = 6
SHORTEST = 2  # a country code is like too many words
ENOUGH = 72.0  # of 100: how alike two names must be to be suggested


def missing(asked: Asked, path: str) -> Page:
    """The page for an address that leads nowhere, with the nearest ones that lead somewhere."""
    last = unquote(path.rstrip("/").rsplit("/", 1)[-1])
    last = next((last.removesuffix(x) for x in FORMS if last.endswith(x)), last)
    near = nearest(asked.gazetteer, last.replace("-", " "))
    data = {"path": path, "nearest": [asked.address(f"{ADDRESSES[x.kind]}/{x.id}") for x in near]}
    return Page("missing.html", asked.words.say("error.not_found"), {}, {"path": unquote(path), "near": near}, data, status=404)


def bad_call(asked: Asked, error: Exception) -> Page:
    """The page for a question that cannot be understood."""
    return Page("bad_call.html", asked.words.say("error.bad"), {}, {"detail": str(error)}, {"detail": str(error)}, status=400)


def nearest(gazetteer: Gazetteer, name: str) -> Sequence[Entity]:
    """The entities with pages whose names are most like the one given, best first."""
    from rapidfuzz import fuzz, process, utils

    known = [x for kind in ADDRESSES for x in gazetteer.all(kind).values()]
    choices = {(x.id, lang): label for x in known for lang, label in [*x.labels.items(), ("id", x.id)] if len(label) > SHORTEST}
    called = [x.id for x in gazetteer.find(name) if x.kind in ADDRESSES]
    hits = process.extract(name, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=SUGGESTED * 4, score_cutoff=ENOUGH)
    ids = list(dict.fromkeys([*called, *(key[0] for _, _, key in hits)]))[:SUGGESTED]
    return [x for id in ids if (x := gazetteer.entity(None, id))]
