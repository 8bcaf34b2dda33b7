"""Documents that speak: whose they are, and which was last named."""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene, Speaker, earlier_body, earlier_person, named, names_in, of_name, of_phrase, whole_phrase


def author_of(scene: Scene, found: Speaker | None) -> Speaker | None:
    """The author whom a document phrase names, else who spoke before, else the document."""
    if found is None or found.first < 0:
        return found
    units = scene.units
    inside = list(names_in(units, found.first, found.last))
    if found.kind != "document" and not inside:
        return found
    owned = scene.words.order[0] != "right" and scene.words.is_("possessive", units[found.first].text)
    if owned and not inside and scene.words.is_("his_own", units[found.first].text):
        one = earlier_person(scene, found.first, "f" if scene.words.is_("her_own", units[found.first].text) else "m")
        return one.here(found.first, found.last) if one else found  # "it is recalled in his message"
    if inside:
        at, option = next(((a, o) for a, o in inside if o.kind in ("institution", "person")), inside[0])
        if option.kind not in ("institution", "person"):
            body = next((a for a in range(found.first, at) if scene.words.noun(units[a].text, exact=False) == "body"), None)
            if body is not None:
                joined_before = (
                    body > found.first and scene.words.noun(units[body - 1].text, exact=False) != "document" and not units[body - 1].options
                )
                return of_phrase(scene, body - joined_before, found.last, "body")
        return of_name(scene, at, option).here(found.first, found.last)
    if any(scene.words.is_("of_all", w) for u in units[found.first : found.last + 1] for w in u.text.split()):
        return found  # a joint or final document speaks for itself
    if all(scene.words.noun(u.text, exact=False) == "document" or u.option("outlet") for u in units[found.first : found.last + 1]):
        earlier = scene.said[-1] if scene.said else _body_before(scene, found.first) or earlier_body(scene, found.first)
        if earlier:
            return earlier.here(found.first, found.last)
    return found


def _body_before(scene: Scene, at: int) -> Speaker | None:
    """The body named last before in the sentence."""
    lo, _ = scene.bounds[at]
    for back in range(at - 1, lo - 1, -1):
        option = named(scene.units[back])
        if option and option.kind in ("institution", "organisation"):
            return of_name(scene, back, option)
        if scene.words.noun(scene.units[back].text) == "body" and not scene.units[back].options:
            return whole_phrase(scene, back, at - 1)
    return None


_FEMININE = frozenset(map(chr, (0x430, 0x44F)))  # last letters of Russian feminine nouns


def last_document(scene: Scene, before: int, *, feminine: bool = False) -> Speaker | None:
    """The document last named, of the gender of the pronoun, or its author ("it was said in it")."""
    for at in range(before - 1, max(-1, before - 60), -1):
        word = scene.units[at].text
        if scene.words.noun(word) == "document" and not scene.units[at].options and (word[-1] in _FEMININE) == feminine:
            found = whole_phrase(scene, at, scene.bounds[at][1])
            return author_of(scene, found.here(at, found.last)) if found else None
    return None


def published(scene: Scene, found: Speaker | None, hi: int) -> Speaker | None:
    """The author of a document that names none, if it is told on whose site it stands ("in a message, placed on the site of X")."""
    if found is None or found.kind != "document" or found.last + 3 > hi or scene.units[found.last + 1].text != ",":
        return found
    if not scene.words.is_("published", scene.units[found.last + 2].text):
        return found
    for at in range(found.last + 3, min(hi, found.last + 10) + 1):
        option = named(scene.units[at])
        if option:
            return of_name(scene, at, option).here(found.first, at)
        if scene.units[at].kind == "sign":
            break
    return found


def document_places(scene: Scene, at: int, lo: int) -> list[int]:
    """Where "in" the document may stand: the nearest first, but the one that opens a sentence before a clause in commas.

    "In the statement of the bank, issued on the occasion of its day, it is stressed"
    """
    opens = lo + 1 < at and scene.units[at - 1].text in ",\u060c"
    opens = opens and scene.words.noun(scene.units[lo + 1].text, exact=False) == "document"
    return [lo] if opens else list(range(at - 1, lo - 1, -1))
