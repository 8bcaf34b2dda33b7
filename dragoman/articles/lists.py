"""Lists of addresses: sitemaps (of news too) and OPML lists of feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from dragoman.errors import BadInput

_MOST = 50_000  # addresses of one sitemap, as the protocol has it


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a list, and what the list says of it."""

    url: str
    title: str | None = None
    published: str | None = None  # ISO 8601
    is_list: bool = False  # another list is there


def sitemap(data: bytes, where: str) -> list[Listed]:
    """The addresses of a sitemap or of an index of sitemaps, latest first where days are given. BadInput if it is none."""
    root = _root(data, where)
    if _name(root) not in ("urlset", "sitemapindex"):
        raise BadInput(f"{where} is no sitemap: its outermost tag should be urlset or sitemapindex, not {_name(root)}.")
    found = []
    for entry in list(root)[:_MOST]:
        said = {_name(x): (x.text or "").strip() for x in entry.iter()}
        if said.get("loc"):
            day = said.get("publication_date") or said.get("lastmod") or None
            found.append(Listed(said["loc"], said.get("title") or None, day, _name(root) == "sitemapindex"))
    return sorted(found, key=lambda x: x.published or "", reverse=True)


def opml(data: bytes, where: str) -> list[Listed]:
    """The feeds of an OPML list, in its order. BadInput if it is none."""
    root = _root(data, where)
    if _name(root) != "opml":
        raise BadInput(f"{where} is no OPML list: its outermost tag should be opml, not {_name(root)}.")
    outlines = [x.attrib for x in root.iter("outline")]
    return [Listed(x["xmlUrl"], x.get("title") or x.get("text") or None) for x in outlines if x.get("xmlUrl")]


def _root(data: bytes, where: str) -> ET.Element:
    if b"<!ENTITY" in data[:4000]:
        raise BadInput(f"{where} declares entities of its own: it is not read.")
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise BadInput(f"{where} is no sound XML: {error}.") from None


def _name(element: ET.Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
