"""Which language a text is in, told by its script, its peculiar letters and its frequent words; the data is `words/languages.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from dragoman.errors import BadInput

READ = ("ar", "ru", "en")
_SAMPLE = 6000  # characters looked at
_SCRIPTS = {
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "han": re.compile(r"[\u4e00-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "hebrew": re.compile(r"[\u0590-\u05ff]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
}


@functools.cache
def tongues() -> Mapping[str, Mapping[str, Any]]:
    """Code -> name, script, peculiar letters and frequent words."""
    data = tomllib.loads(files("dragoman.articles").joinpath("words/languages.toml").read_text(encoding="utf-8"))
    return {code: {**row, "words": frozenset(row.get("words", "").split()), "letters": frozenset(row.get("letters", ""))}
            for code, row in data.items()}  # fmt: skip


def detect(text: str) -> str:
    """The code of the language that the text is in: ar, ru or en. BadInput, naming the language, if it is another or none."""
    code = guess(text)
    if code in READ:
        return code
    if code is None:
        raise BadInput("The text has no letters of a language that is read. Dragoman reads Arabic, Russian and English.")
    name = tongues()[code]["name"]
    raise BadInput(f"The text seems to be in {name} ({code}). Dragoman reads Arabic (ar), Russian (ru) and English (en); "
                   "if it is one of these all the same, say so with --language.")  # fmt: skip


def guess(text: str) -> str | None:
    """The code of the likeliest language known by data, read or not; None for a text without letters."""
    sample = text[:_SAMPLE].lower()
    shares = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    script, letters = max(shares.items(), key=lambda x: x[1])
    if not letters:
        return None
    if script == "han" and shares["kana"] * 10 > letters:
        script = "kana"
    found = re.findall(r"[^\W\d_]+", sample)
    here = {code: row for code, row in tongues().items() if row["script"] == script}
    scores = {code: _likeness(found, sample, row, letters) for code, row in here.items()}
    if not scores:
        return None
    best = max(scores, key=lambda code: scores[code])
    first = next(iter(here))  # the most usual language of the script: it needs no proof, others do
    return best if scores[best] > scores[first] + 0.02 else first


def _likeness(found: list[str], sample: str, row: Mapping[str, Any], letters: int) -> float:
    """The share of frequent words among the words, and of the peculiar letters among the letters."""
    frequent = sum(word in row["words"] for word in found) / max(1, len(found))
    counts = Counter(sample)
    return frequent + 2 * sum(counts[letter] for letter in row["letters"]) / letters
