"""The anatomy of a news page given as text: which lines are title, date line, heading, body, caption, credit, menu or related.

Each stretch of the page that is not blank gets exactly one part. Title, heading, body and date line are read for claims, so running text
is body in doubt, wherever it stands; only a known mark, or a place among marks, makes a line furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from dragoman.articles.dateline import agency_in, bracketed, passed_on, signature, wire_dateline
from dragoman.articles.furniture import (
    Words,
    date_in,
    fold,
    is_breadcrumb,
    is_credit,
    is_date_line,
    is_headline,
    is_menu,
    is_sentence,
    items,
    word_count,
    words,
)
from dragoman.articles.rolls import told_in_lines
from dragoman.model import Part, Span

READ = frozenset({"title", "heading", "body", "dateline"})  # the parts that are read for claims


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a page's own lines say of it. `agencies` are names as printed, nearest to the page first, without identity yet."""

    title: str | None
    parts: tuple[Part, ...]
    agencies: tuple[str, ...] = ()
    outlet: str | None = None
    photo_credit: str | None = None
    dateline: Span | None = None  # the best evidence of the page's day


class Line(NamedTuple):
    """One line or, on a page with hard line breaks, one paragraph; `block` counts the blank-separated blocks."""

    span: Span
    text: str
    block: int
    kind: str = ""


def anatomy(text: str, language: str, title: str | None = None) -> Anatomy:
    """The anatomy of the page; `title` is the one that its source gave apart, if any."""
    w = words(language)
    lines = _paragraphs(text)
    if not lines:
        return Anatomy(title, ())
    lines = _closed(_chronicled(_marked(lines, w)), w)
    running = [i for i, line in enumerate(lines) if line.kind == "body"]
    first, last = (running[0], running[-1]) if running else (len(lines), len(lines) - 1)
    middle = _middle(lines[first : last + 1], w)
    lines = [*_head(lines, first, title, w), *middle, *_tail(lines[last + 1 :], middle, w)]
    parts = tuple(_split(lines, language, w))
    named = next((text[p.span.start : p.span.end] for p in parts if p.kind == "title"), None)
    outlet, photo = _outlet(lines, w), _introduced(lines, w.photo)
    datelines = [p.span for p in parts if p.kind == "dateline" and date_in(p.span.of(text), w)]
    return Anatomy(
        title=title or named,
        parts=parts,
        agencies=tuple(dict.fromkeys(_known(span.of(text), w) for span in _agencies(text, parts, w))),
        outlet=outlet.of(text) if outlet else None,
        photo_credit=photo.of(text) if photo else None,
        dateline=max(datelines, key=lambda s: (bool(re.search(r"\d{4}", s.of(text))), -s.start), default=None),
    )


def _paragraphs(text: str) -> list[Line]:
    """The lines that are not blank; where a page breaks its lines by width, those of one block are one paragraph."""
    lines: list[Line] = []
    block = 0
    for found in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        bare = found[0].strip()
        if not bare or not bare.strip("\u200b\u200e\u200f\ufeff\u00a0 "):
            continue
        gap = text[lines[-1].span.end : found.start()].replace("\r\n", "\n") if lines else ""
        block += gap.count("\n") + gap.count("\r") > 1
        start = found.start() + found[0].index(bare)
        lines.append(Line(Span(start, start + len(bare)), bare, block))
    return _joined(lines, text) if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines were broken by width: most that are followed in their block are nearly as long as the longest, and end anywhere."""
    followed = [a for a, b in pairwise(lines) if a.block == b.block]
    if len(followed) < 5:
        return False
    longest = max(len(line.text) for line in lines)
    full = [line for line in followed if len(line.text) > longest * 0.75 and not is_sentence(line.text)]
    return longest <= 110 and len(full) >= len(followed) * 0.6


def _joined(lines: list[Line], text: str) -> list[Line]:
    joined: list[Line] = []
    longest = max(len(line.text) for line in lines)
    for line in lines:
        before = joined[-1] if joined else None
        open_ended = before is not None and before.block == line.block and len(before.text.rsplit("\n", 1)[-1]) > longest * 0.6
        if before and open_ended:
            span = Span(before.span.start, line.span.end)
            joined[-1] = before._replace(span=span, text=span.of(text))
        else:
            joined.append(line)
    return joined


def _marked(lines: list[Line], w: Words) -> list[Line]:
    """The lines that their own words tell, wherever they stand; running text is body; the others are left open."""
    marked: list[Line] = []
    for line in lines:
        kind = _by_mark(line.text, w) or _after_related(marked, line)
        if not kind and is_sentence(line.text[: signature(line.text, w)]):
            kind = "body"
        marked.append(line._replace(kind=kind) if kind else line)
    return marked


def _chronicled(lines: list[Line]) -> list[Line]:
    """Chronicles and rolls are news, though their lines are short."""
    news = told_in_lines(tuple(line.text for line in lines))
    return [line._replace(kind="body") if i in news else line for i, line in enumerate(lines)]


def _closed(lines: list[Line], w: Words) -> list[Line]:
    """What stands below "Recent posts", comments and the like is of other pages, if less runs there than above."""
    for i, line in enumerate(lines):
        if w.closing.match(fold(line.text)):
            above, below = (sum(len(x.text) for x in part if x.kind == "body") for part in (lines[:i], lines[i:]))
            if above > max(150, below):
                rest = [x._replace(kind="related" if x.kind in ("", "body", "dateline", "credit") else x.kind) for x in lines[i:]]
                return [*lines[:i], *rest]
    return lines


def _by_mark(text: str, w: Words) -> str:
    if len(text) > 200:
        return "caption" if len(text) < 500 and re.match(r"[^.]{3,20}[-–—:]", text) and w.caption.match(fold(text[:40])) else ""
    plain = fold(text).strip()
    if w.related.match(plain):
        return "related"
    if w.photo.match(plain) or w.caption.match(plain):
        return "caption" if word_count(text) < 25 or re.match(r"[^.]{3,20}[-–—:]", text) and w.caption.match(plain) else ""
    if w.source.match(plain) and len(text) < 120:
        return "credit"
    if is_date_line(text, w):
        return "dateline"
    if is_menu(text, w):
        return "menu"
    return "credit" if is_credit(text, w) else ""


def _after_related(before: list[Line], line: Line) -> str:
    """A headline under "Read also" is related too, as are those of the same block after it."""
    if not before or before[-1].kind != "related" or is_sentence(line.text):
        return ""
    mark = before[-1].text.rstrip()
    told = len(mark.split(":", 1)[-1].strip()) > 0 and ":" in mark and not mark.endswith(":")
    return "" if told and before[-1].block != line.block else "related" if before[-1].block in (line.block, line.block - 1) else ""


def _head(lines: list[Line], first: int, title: str | None, w: Words) -> list[Line]:
    """The lines above the running text: sections, the title and its double, a standfirst, who wrote it."""
    head = _teasers(lines[:first])
    chosen = _choose_title(head, title, w)
    if chosen is None and not title:
        head = _title_from_breadcrumb(head, w)
        chosen = next((i for i, line in enumerate(head) if line.kind == "title"), None)
    wanted = fold(head[chosen].text) if chosen is not None else fold(title or "")
    told: list[Line] = []
    for i, line in enumerate(head):
        kind = line.kind
        if i == chosen:
            kind = "title"
        elif wanted and fold(line.text) == wanted:
            kind = "menu"  # the title printed twice is read once
        elif not kind and is_breadcrumb(line.text, w):
            kind = "menu"
        elif not kind:
            kind = _beside_title(line.text, before=chosen is None or i < chosen, w=w)
        told.append(line._replace(kind=kind))
    return told


def _teasers(head: list[Line]) -> list[Line]:
    """Headlines of other pages above the article: each under the name of its section, three of them or more."""
    under = [i for i, line in enumerate(head) if not line.kind and i and head[i - 1].kind == "menu" and word_count(head[i - 1].text) <= 3]
    runs = [i for i in under if i + 2 in under or i - 2 in under]
    texts = [line.text for line in head]
    last = max((i for i, line in enumerate(head) if not line.kind), default=None)  # what stands right above the text is its title
    teased = {i for i in runs if i != last and texts.count(texts[i]) == 1} if len(runs) >= 3 else set()
    return [line._replace(kind="related") if i in teased else line for i, line in enumerate(head)]


def _title_from_breadcrumb(head: list[Line], w: Words) -> list[Line]:
    """Where only a path of sections stands above the text, its last step of four words or more is the title."""
    for i, line in enumerate(head):
        step = items(line.text)[-1:]
        if not line.kind and step and step[0] != line.text and word_count(step[0]) >= 4:
            at = line.span.start + line.text.rindex(step[0])
            path = line._replace(kind="menu", span=Span(line.span.start, at), text=line.text[: at - line.span.start])
            name = line._replace(kind="title", span=Span(at, line.span.end), text=step[0])
            return [*head[:i], path, name, *head[i + 1 :]]
    return head


def _beside_title(text: str, before: bool, w: Words) -> str:
    """A short line above the title names a section; a short one below it a writer or a picture; a longer one is a standfirst."""
    functional = bool(set(fold(text).split()) & w.function_words)
    if word_count(text) > 3 and (functional or not before):
        return "heading"
    return "menu" if before else "caption" if functional or word_count(text) == 0 else "credit"


def _choose_title(head: list[Line], title: str | None, w: Words) -> int | None:
    """The line that is the title: the one given, one printed twice or named by the breadcrumb, else the best of those that may be one."""
    open_lines = [i for i, line in enumerate(head) if not line.kind and is_headline(line.text, w) and not is_breadcrumb(line.text, w)]
    texts = [fold(line.text) for line in head]
    for i in open_lines:
        if title and fold(title).startswith(texts[i][:60]):
            return i
    repeated = [i for i in open_lines if texts.count(texts[i]) > 1 or any(texts[i] in t and t != texts[i] for t in texts)]
    if repeated:
        return repeated[0]
    return max(open_lines, key=lambda i: _title_likeness(head[i].text, i, w), default=None)


def _title_likeness(text: str, place: int, w: Words) -> float:
    tokens = fold(text).split()
    functional = any(token in w.function_words for token in tokens) or any(c in text for c in ':«"“”.,')
    return min(word_count(text), 8) + 6 * functional - 1.5 * place - 6 * (word_count(text) < 3)


def _middle(lines: list[Line], w: Words) -> list[Line]:
    """The lines among the running text: headings, lists, captions."""
    told: list[Line] = []
    for line in lines:
        told.append(line._replace(kind=line.kind or _open_line(line, told)))
    return told


def _open_line(line: Line, before: list[Line]) -> str:
    """A list item after a colon is body, as is the next item; another short line is a heading."""
    above = next((b for b in reversed(before) if b.kind != "menu"), None)
    listed = above is not None and above.kind in ("body", "heading") and above.text.rstrip().endswith((":", ";", ","))
    item = above is not None and above.kind == "body" and not is_sentence(above.text) and above.block == line.block
    return "body" if listed or item or re.match(r"[-–—•*]\s|\d{1,2}[.)]\s", line.text) else "heading"


def _tail(lines: list[Line], before: list[Line], w: Words) -> list[Line]:
    """The lines below the running text: who wrote it and where it is from; after counters, dates or menus come other stories."""
    told: list[Line] = []
    furniture = False
    for i, line in enumerate(lines):
        kind = line.kind
        following = lines[i + 1].kind if i + 1 < len(lines) else ""
        if kind == "dateline":
            kind, furniture = "menu", True  # the day of another story
        elif kind in ("menu", "related"):
            furniture = furniture or kind == "related" or fold(line.text).strip(" /") not in w.end_marks
        elif kind == "credit" or kind == "caption":
            pass
        elif furniture:
            kind = "related"
        elif _open_line(line, told or [*before[-1:]]) == "body":
            kind = "body"
        elif _is_row(line.text) or i + 1 < len(lines) and not following and _is_row(lines[i + 1].text):
            kind = "heading"
        elif following in ("credit", "caption") or _is_name(line.text, w):
            kind = "credit"
        else:
            kind = "heading"
        told.append(line._replace(kind=kind))
    return told


def _is_row(text: str) -> bool:
    """Whether a line is a row of names that begin with capitals, three of them or more, or two behind a colon: no writer's name."""
    names = re.split(r"[,\u060c]\s*|\s\w{1,3}\s", text.rsplit(":", 1)[-1].strip(" ."))
    return len(names) > (1 if ":" in text else 2) and all(0 < len(x.split()) < 5 and not x[:1].islower() for x in names)


def _is_name(text: str, w: Words) -> bool:
    """Whether the line may be a writer's or an outlet's name: a few words, no function word, no figure."""
    plain = not text.rstrip().endswith(":") and not re.search(r"\d", text) and 1 <= word_count(text) <= 4
    return plain and not set(fold(text).split()) & w.function_words


def _split(lines: list[Line], language: str, w: Words) -> Iterator[Part]:
    """The parts of the page: the wire's date line is cut from the first paragraph, an agency's signature from any."""
    is_first = True
    told = told_in_lines(tuple(line.text for line in lines))
    for i, line in enumerate(lines):
        start, end = line.span.start, line.span.end
        if line.kind != "body":
            yield Part(line.kind, line.span)
            continue
        if is_first and i not in told:
            cut = wire_dateline(line.text, language, w)
            if 0 < cut < len(line.text):
                yield Part("dateline", Span(start, start + len(line.text[:cut].rstrip())))
                start += cut
            is_first = False
        signed = line.span.start + signature(line.text, w)
        if start < signed < end:
            yield Part("body", Span(start, signed))
            yield Part("credit", Span(end - len(line.text[signed - line.span.start :].lstrip()), end))
        else:
            yield Part("body", Span(start, end))


def _known(printed: str, w: Words) -> str:
    """An agency as printed, but for short names that are words as well: by a name that is none."""
    return w.known_as.get(fold(printed).strip(" .\"'«»/"), printed)


def _agencies(text: str, parts: tuple[Part, ...], w: Words) -> Iterator[Span]:
    """Who passed the news on: named below the text, in the date line, then by the text itself; each name once."""
    seen: set[str] = set()
    below = [s for p in reversed(parts) if p.kind == "credit" for s in _of_credit(text, p.span, w)]
    dated = [s for p in parts if p.kind == "dateline" for s in bracketed(p.span.of(text), p.span.start, w)]
    within = [s for p in parts if p.kind == "body" for s in passed_on(p.span.of(text), p.span.start, w)]
    rights = [p.span for p in parts if p.kind == "menu" and _OWNED.search(fold(p.span.of(text)))]
    owned = [s for span in rights for s in agency_in(span.of(text), span.start, w)]
    for span in [*below, *dated, *within, *owned]:
        name = fold(span.of(text)).strip(" .")
        if name and name not in seen and not w.wires.fullmatch(name):
            seen.add(name)
            yield span


_OWNED = re.compile(r"^\W*(?:\u00a9|copyright|our standards)")
_PLACED = re.compile(r"[^\W\d_][^()\n]{1,25}\(([^()\d\n]{3,30})\)\W*$")


def _of_credit(text: str, span: Span, w: Words) -> Iterator[Span]:
    words_there = span.of(text)
    known = list(agency_in(words_there, span.start, w))
    if known:
        yield from known
    elif w.source.match(fold(words_there)) and ":" in words_there:
        at = words_there.index(":") + 1
        for item in re.finditer(r"[^+;|\n]+", words_there[at:]):
            bare = item[0].strip()
            if bare:
                start = span.start + at + item.start() + item[0].index(bare)
                yield Span(start, start + len(bare))
    elif placed := _PLACED.match(words_there):
        yield Span(span.start + placed.start(1), span.start + placed.end(1))


def _introduced(lines: list[Line], mark: re.Pattern[str]) -> Span | None:
    """What follows the mark and its colon."""
    for line in lines:
        if mark.match(fold(line.text)) and ":" in line.text:
            after = line.text.split(":", 1)[1]
            if after.strip():
                return Span(line.span.end - len(after.lstrip()), line.span.end)
    return None


def _outlet(lines: list[Line], w: Words) -> Span | None:
    """The outlet as the page names itself: in its date line, before "- agencies", beside a date, or in the line above its credits."""
    for line in lines:
        for pattern in w.published_in:
            if found := pattern.match(line.text):
                return Span(line.span.start + found.start("outlet"), line.span.start + found.end("outlet"))
    credits = [i for i, line in enumerate(lines) if line.kind == "credit"]
    for i in credits:
        line = lines[i]
        cut = re.match(r"(.{2,40}?)\s+[-–—|_]\s+", line.text)
        if cut and w.wires.search(fold(line.text)) and word_count(cut[1]) > 1:  # one word there is a city
            return Span(line.span.start, line.span.start + cut.end(1))
        follows = lines[i + 1 : i + 2]
        if follows and (w.photo.match(fold(follows[0].text)) or w.source.match(fold(follows[0].text))) and not _by_mark(line.text, w):
            return line.span
        if set(fold(line.text).split()) & w.outlet_words and not w.source.match(fold(line.text)) and not w.agency.search(line.text):
            return line.span
    first = next((line for line in lines if line.kind == "menu" and "|" in line.text), None)
    if first and len(cut_items := items(first.text)) > 1 and fold(cut_items[0]) not in w.menu:
        at = first.span.start + first.text.index(cut_items[0])
        return Span(at, at + len(cut_items[0]))
    return None
