"""The briefing on paper: as DOCX, written by python-docx, mirrored for Arabic; as PDF, printed by a Chromium where one is installed.

The same briefing gives the same DOCX, byte for byte. A PDF carries the moment of its making.
"""

from __future__ import annotations

import base64
import functools
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError
from dragoman.views.asked import Asked, Page
from dragoman.views.recorded import RULES
from dragoman.views.telling import Teller
from dragoman.views.words import direction

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from dragoman.views.drafting import Draft

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PRINTED_WITHIN = 60  # seconds
SIZE = 10  # points
FONT = "Arial"  # has all three scripts wherever the file is opened
ONE_MOMENT = (1980, 1, 1, 0, 0, 0)  # of the parts of a DOCX, so that its bytes do not change with the clock
_LINK = re.compile(r'(<link rel="stylesheet")[^>]*>')
_FONT_FILE = re.compile(r'url\("(fonts/[^"]+)"\)')
_POLICY = """<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">"""
_TURN = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", "rtl": "\N{RIGHT-TO-LEFT ISOLATE}"}
_BDI = re.compile(r'<(bdi|q) lang="[^"]*" dir="(ltr|rtl)">(.*?)</\1>', re.DOTALL)


class NoPrinter(DragomanError):
    """There is no browser here that could print."""


def forms() -> list[str]:
    """The forms that can be made on this machine."""
    return [".docx", ".pdf"] if browser() else [".docx"]


@functools.cache
def browser() -> str | None:
    """The browser that prints, if one is installed."""
    return next((found for x in BROWSERS if (found := shutil.which(x))), None)


def as_docx(asked: Asked, page: Page) -> bytes:
    """The briefing as a DOCX file, in the direction of its language."""
    from docx import Document as new_document

    draft: Draft = page.shown["draft"]
    words, document = asked.words, new_document()
    _set_up(document, words.lang)
    _write(document.add_heading(level=1), str(page.title), words.direction)
    stated = words.say("briefing.on", on=_plain_date(asked, asked.when.on))
    known = words.say("briefing.known", known=_plain_date(asked, asked.when.known)) if asked.when.known else ""
    _write(document.add_paragraph(), f"{_plain(stated)} {_plain(known)}".strip(), words.direction)
    for section in draft.sections:
        _write(document.add_heading(level=2), str(words.say(f"briefing.section_{section.key}")), words.direction)
        for line in section.lines:
            _write(document.add_paragraph(style="List Bullet"), _plain(line), words.direction)
        if section.refused or not section.lines:
            told = words.count("refused", section.refused) if section.refused else words.say("briefing.no_words")
            _write(document.add_paragraph(), str(told), words.direction, italic=True)
    if draft.notes:
        _write(document.add_heading(level=2), str(words.say("nav.sources")), words.direction)
    for note in draft.notes.values():
        _write(document.add_paragraph(), _source(asked, note), words.direction)
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _source(asked: Asked, note: Any) -> str:
    """A source in a line: number, outlet and day, the words, the permalink of the first claim."""
    first, said = note.cited[0], Teller(asked).source(note.cited[0])
    teller = Teller(asked)
    turn = _TURN[asked.words.direction if first.claim.rule.startswith(RULES) else direction(first.language)]
    quotes = " … ".join(f"{turn}«{teller.plain_words(x)}»\N{POP DIRECTIONAL ISOLATE}" for x in note.cited)
    address = f"{asked.origin}/{asked.words.lang}/claim/{first.id}"
    number = asked.words.figures(str(note.number))
    return f"[{number}] {_plain(said)}: {quotes} {_TURN['ltr']}{address}\N{POP DIRECTIONAL ISOLATE}"


def _plain_date(asked: Asked, value: Any) -> str:
    from dragoman.views.dates import spoken

    return spoken(asked.words, value)


def _plain(text: Any) -> str:
    """Markup as plain text; what is isolated on the page is isolated by signs here, quotations by their marks."""

    def isolated(found: re.Match[str]) -> str:
        tag, turn, inner = found.groups()
        return f"{_TURN[turn]}{'«' if tag == 'q' else ''}{inner}{'»' if tag == 'q' else ''}\N{POP DIRECTIONAL ISOLATE}"

    from markupsafe import Markup

    return str(Markup(_BDI.sub(isolated, str(Markup.escape(text)))).striptags())


def _set_up(document: Document, lang: str) -> None:
    """A4, small margins, one font for all scripts, the language of the text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet"):
        style = document.styles[name]
        style.font.name = FONT
        style.paragraph_format.space_after = Pt(3)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:cs", "w:hAnsi", "w:ascii"):
            fonts.set(qn(kind), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(SIZE)
    complex_size = OxmlElement("w:szCs")  # the size of right-to-left runs stands apart
    complex_size.set(qn("w:val"), str(2 * SIZE))
    document.styles["Normal"].element.get_or_add_rPr().append(complex_size)
    document.core_properties.language = lang
    document.core_properties.author = document.core_properties.comments = ""


def _write(paragraph: Paragraph, text: str, turn: str, italic: bool = False) -> None:
    """Put text into a paragraph; right to left where the page is, with the sizes that complex scripts need of their own."""
    from docx.oxml import OxmlElement

    run = paragraph.add_run(text)
    run.italic = italic or None
    if turn != "rtl":
        return
    paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    run.font.rtl = True
    run.font.complex_script = True


def _without_clock(data: bytes) -> bytes:
    """The same file with one moment on all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(zipfile.ZipInfo(part.filename, ONE_MOMENT), given.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_pdf(html: str) -> bytes:
    """A page printed as PDF by the browser of this machine, without network or scripts. NoPrinter if there is none, or it fails."""
    program = browser()
    if program is None:
        raise NoPrinter("No Chromium is installed, so no PDF can be made here. Take the DOCX, or print the page from a browser.")
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        given, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        given.write_text(alone(html), "utf-8", "surrogatepass")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
                 "--no-pdf-header-footer", f"--user-data-dir={folder}/profile")  # fmt: skip
        try:
            call = [program, *flags, f"--print-to-pdf={made}", given.as_uri()]
            subprocess.run(call, check=True, timeout=PRINTED_WITHIN, capture_output=True)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise NoPrinter(f"The browser {program} could not print the page: {error}. Take the DOCX instead.") from None


def alone(html: str) -> str:
    """The page with its style and fonts inside, so that nothing is fetched when it is printed."""
    static = resources.files("dragoman.views").joinpath("static")

    def inside(found: re.Match[str]) -> str:
        data = base64.b64encode(static.joinpath(found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{data}")'

    style = _FONT_FILE.sub(inside, static.joinpath("dragoman.css").read_text("utf-8"))
    return _LINK.sub(lambda _: f"{_POLICY}<style>{style}</style>", html, count=1)
