"""Bytes -> text. A label is believed only where the text that it gives is plausible; a mislabelled page is repaired, with a warning."""

from __future__ import annotations

import re

from dragoman.articles.language import READ, tongues
from dragoman.errors import BadInput

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF file: give its text"), (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as text"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"\x7fELF", "a programme"), (b"MZ\x90", "a programme"), (b"SQLite format 3", "a SQLite file: name a ledger with --ledger"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text"), (b"Rar!", "an archive: unpack it first"), (b"ID3", "a sound file"),
)  # fmt: skip
_SINGLE_BYTE = ("windows-1252", "windows-1256", "windows-1251", "koi8-r", "iso-8859-6", "iso-8859-5", "cp866")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:\-]{3,30})""", re.IGNORECASE)
_ODD = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\u2500-\u25ff]")
_SAMPLE = 20_000  # bytes judged
_ENOUGH = 0.08  # share of frequent words, weighted, that makes a text plausible


def decode(data: bytes, where: str, label: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes and what a reader should know of how it was got. BadInput if they are empty, or no text.

    `label` is the encoding that a header gave; a page's own declaration is looked for where there is none.
    """
    if not data.strip():
        raise BadInput(f"{where} is empty: there is nothing to read.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadInput(f"{where} is no text but {what}.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, "replace"), where), ()
    label = label or _declared(data)
    text = _utf8(data)
    if text is not None and "\x00" not in text:
        repaired = _unscrambled(text)
        if repaired:
            return _clean(repaired, where), ("The text had been decoded wrongly before and was encoded again; that was undone.",)
        lost = text.count("\ufffd")
        return _clean(text, where), ((f"{lost} broken bytes could not be read.",) if lost and b"\xef\xbf\xbd" not in data else ())
    return _judged(data, where, label)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:2048])
    return found[1].decode("ascii").lower() if found else None


def _utf8(data: bytes) -> str | None:
    """The text if the bytes are UTF-8, a few broken ones allowed."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    sound = any("\x7f" < c != "\ufffd" for c in text)  # beside the broken bytes, some letters that only UTF-8 explains
    return text if sound and text.count("\ufffd") <= len(text) * 0.005 else None


def _judged(data: bytes, where: str, label: str | None) -> tuple[str, tuple[str, ...]]:
    """The most plausible of the readings; a label that gives a worse one is overruled, with a warning."""
    candidates = [label] if label else []
    candidates += [x for x in ("utf-16-le", "utf-16-be") if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) * 0.02]
    candidates += [] if 0 in data[:_SAMPLE] else list(_SINGLE_BYTE)
    scores = {encoding: plausibility(text) for encoding in candidates if (text := _try(data[:_SAMPLE], encoding)) is not None}
    best = max(scores, key=lambda x: (scores[x], x == label), default=None)
    if best is None or scores[best] < _ENOUGH:
        tried = f" It says that it is {label}, but does not read as that." if label else ""
        raise BadInput(f"{where} is no text that can be read: it is binary, or in an encoding that is not known.{tried} Save it as UTF-8.")
    text = _clean(_try(data, best) or "", where)
    if label and _same(label, best):
        return text, ()
    said = f"it said {label}" if label else "nothing said so"
    return text, (f"The page was read as {best}, though {said}.",)


def _same(a: str, b: str) -> bool:
    import codecs

    try:
        return codecs.lookup(a).name == codecs.lookup(b).name
    except LookupError:
        return False


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return None


def plausibility(text: str) -> float:
    """How much a text looks like Arabic, Russian or English: its share of frequent words, less its oddities. Above 0.08 it is plausible.

    >>> plausibility("The ministers of the bloc met in the city and agreed on a plan.") > 0.3
    True
    """
    found = re.findall(r"[^\W\d_]+", text[:_SAMPLE])
    if not found:
        return 0.0
    frequent: int = max(sum(word.lower() in tongues()[code]["words"] for word in found) for code in READ)
    odd = len(_ODD.findall(text))
    inverted = sum(word[0].islower() and word[1:].isupper() for word in found if len(word) > 2)  # koi8 read as windows-1251
    mixed = sum(bool(re.search("[a-zA-Z\u00c0-\u00ff]", word)) and bool(re.search("[\u0400-\u06ff]", word)) for word in found)
    return float(frequent - 2 * inverted - mixed) / len(found) - 5 * odd / max(1, len(text))


def _unscrambled(text: str) -> str | None:
    """The text as it was before UTF-8 was read as Latin and stored as UTF-8 again; None if it was not."""
    sample = text[:4000]
    latin = sum("\u00c0" <= c <= "\u00ff" for c in sample)
    if latin < len(sample) * 0.25:
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            again = text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        return again if plausibility(again) > plausibility(text) else None
    return None


def _clean(text: str, where: str) -> str:
    """The text, refused where it is full of control characters or has no words."""
    control = sum(1 for c in text[:_SAMPLE] if c < " " and c not in "\t\n\r\f\x0b\x1c\x1d\x1e\x1f")
    if control > len(text[:_SAMPLE]) * 0.02:
        raise BadInput(f"{where} is no text: it holds control characters. If it is a page, save it as UTF-8.")
    if not text.strip():
        raise BadInput(f"{where} is empty: there is nothing to read.")
    return text.removeprefix("\ufeff")
