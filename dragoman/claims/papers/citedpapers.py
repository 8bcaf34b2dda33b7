"""Documents that no verb governs: cited, quoted, addressed to somebody, the one by which a body was founded."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.papers.papers import OPEN, Paper
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Unit

_MEETING = ("event_of", "gathering", "leaders_word", "deciders", "event_word")
_ADDRESSEE = 4  # units from a letter to whom it is addressed
_LEAVES = 3  # units before a treaty within which the verb stands that tells who left it
_FOUNDED = 12  # units from the founding to the document by which it was done

_UNTOLD = ("not", "block", "veto_act", "if", "may", "will_word")  # "unable to agree on a communique", "vetoed it"


def cited(units: Sequence[Unit], paper: Paper, papers: Sequence[Paper], by_clitics: Sequence[str]) -> tuple[int, str] | None:
    """A document that no verb governs: an article, its day or what it lays down is told, or the page speaks from it."""
    for at in range(paper.noun - 1, max(-1, paper.noun - 6), -1):
        if units[at].has("article_word"):
            return at, "cited"
        if units[at].text in STOPS or units[at].has("comma"):
            break
    if any(u.has("not_of_paper") for u in units[max(0, paper.first - 1) : paper.first]):
        return None  # the draft of a communique
    called = bool(units[paper.noun].options) or units[paper.noun].has("treaty_noun") and paper.first < paper.last
    if called and (gone := _left(units, paper)) is not None:
        return gone, "denounced"
    if units[paper.noun].has("letter_way", "notified_word"):
        return paper.noun, "sent"
    behind = units[paper.last + 1 : paper.last + 3]
    if units[paper.noun].has("letter_noun") and (
        any(u.has("from") for u in (*behind[:1], *units[paper.noun + 1 : paper.noun + 2])) or _addressed(units, paper)
    ):
        return paper.noun, "sent"  # "a letter from the chairman"
    if _founding(units, paper, by_clitics):
        return paper.noun, "cited"
    if units[paper.noun].has("resolution_noun") and _by_means(units, paper):
        return paper.noun, "adopted"
    if behind and told_day(behind[0]) and len(behind[0].value.text) == 10 and units[paper.noun].has("treaty_noun"):
        return paper.noun, "cited"  # "under the Nakhchivan Agreement, 3 October 2009"
    beside = (*units[paper.noun + 1 : paper.noun + 2], *behind[:1])
    if units[paper.noun].has("statement_paper") and any(u.has("issued_behind") for u in beside):
        return paper.noun, "issued"
    dated = len(behind) == 2 and behind[0].has("dated_paper") and told_day(behind[1])
    if dated or any(u.has("provides") for u in behind[:1]) or _in_list(units, paper, papers):
        return paper.noun, "cited"
    if units[paper.noun].has("joint_paper") and not any(u.has(*_UNTOLD) for u in units[: paper.first]) or _spoken_from(units, paper):
        return paper.noun, "issued"
    return None


def _left(units: Sequence[Unit], paper: Paper) -> int | None:
    """The verb of leaving right before a treaty: "withdrew from the Open Skies Treaty"."""
    before = [i for i in range(max(0, paper.first - _LEAVES), paper.first) if not units[i].has("the", "from", "out_of")]
    return before[-1] if before and units[before[-1]].has("leave") and not units[before[-1]].options else None


def _addressed(units: Sequence[Unit], paper: Paper) -> bool:
    """Whether a letter is told with whom it is to: "its letter to the Secretary-General"."""
    behind = units[paper.noun + 1 : paper.noun + 1 + _ADDRESSEE]
    return bool(behind) and behind[0].has("to") and any(u.has("office_word") or u.option("organisation", "person") for u in behind[1:])


def _founding(units: Sequence[Unit], paper: Paper, by_clitics: Sequence[str]) -> bool:
    """Whether the document is the one by which something was founded: "was set up by the Treaty of Lagos"."""
    noun = units[paper.noun]
    if not noun.options and (not noun.has("treaty_noun", "by_paper") or paper.first == paper.last):
        return False
    before = units[max(0, paper.first - _FOUNDED) : paper.first]
    by = noun.has("by_paper") or noun.clitic in by_clitics or any(u.has("by_means") for u in before[-2:])
    return by and any(u.has("found", "found_active") for u in before)


def _by_means(units: Sequence[Unit], paper: Paper) -> bool:
    """Whether a numbered resolution is that by which a body does something: "by resolution 1996 the Council set up a mission"."""
    numbered = paper.noun + 1 < len(units) and units[paper.noun + 1].kind in ("number", "date")
    return numbered and any(u.has("by_means") for u in units[max(0, paper.noun - 2) : paper.noun + 1])


def _in_list(units: Sequence[Unit], paper: Paper, papers: Sequence[Paper]) -> bool:
    """Whether it stands in a list that a line such as "The basic documents:" begins."""
    if len(papers) < 2:
        return False
    first = papers[0].first
    return any(u.text == ":" for u in units[max(0, first - 2) : first]) and any(u.has("papers") for u in units[max(0, first - 8) : first])


def _spoken_from(units: Sequence[Unit], paper: Paper) -> bool:
    """Whether a declaration with a name of its own is what the sentence quotes: "In the Kazan Declaration they called for"."""
    if not units[paper.noun].has("declared") and not (units[paper.noun].has("statement_paper") and _has_name(units, paper)):
        return False
    if paper.first and units[paper.first - 1].text in OPEN and any(u.option("city", "state") for u in units[paper.first : paper.last + 1]):
        return any(u.has(*_MEETING) or u.option("organisation") for u in units)
    before = [u for u in units[max(0, paper.first - 2) : paper.first] if not u.has("the")]
    return paper.first < paper.noun and bool(before) and before[-1].has("in")


def _has_name(units: Sequence[Unit], paper: Paper) -> bool:
    """Whether a statement has a name of its own, not that of who made it: "the Astana Statement"."""
    return paper.first < paper.noun and units[paper.first].upper and not units[paper.first].option("organisation", "person")
