"""Answers and readings for a terminal or a machine: table, json, jsonl or csv. Machines get standard output clean."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from dragoman.gazetteer import load
from dragoman.model import Date, Reading, article_json, claim_json
from dragoman.views.dates import spoken
from dragoman.views.names import Namer
from dragoman.views.recorded import told
from dragoman.views.sentences import amount, listing, rank_name, sentence
from dragoman.views.twins import as_csv, as_json
from dragoman.views.typed import typed
from dragoman.views.words import Words, agreeing

if TYPE_CHECKING:
    from dragoman.ledger.answers import Answer, Cited, Dispute, Row

# What a table shows of each answer, by the names of the answer's own fields; "words" are those of the page, "page" where they stand.
COLUMNS = {
    "members": ("member", "rank", "since", "certainty", "words", "page"),
    "standing": ("member", "rank", "since", "certainty", "words", "page"),
    "history": ("change", "rank", "since", "until", "certainty", "words", "page"),
    "chair": ("holder", "since", "certainty", "words", "page"),
    "chairs": ("holder", "since", "until", "certainty", "words", "page"),
    "terms": ("person", "title", "body", "since", "until", "certainty", "words", "page"),
    "memberships": ("organisation", "rank", "since", "certainty", "words", "page"),
    "offices": ("person", "title", "body", "since", "certainty", "words", "page"),
    "aims": ("actor", "text", "page"),
    "decisions": ("body", "text", "votes", "page"),
    "meetings": ("date", "type", "city", "venue", "stage", "attendance", "words", "page"),
    "statements": ("said", "speaker", "chain", "published"),
    "documents": ("title", "action", "parties", "date", "words", "page"),
    "founded": ("date", "type", "place", "founders", "certainty", "words", "page"),
    "shared": ("organisation", "ranks", "certainty"),
    "ties": ("a", "type", "b", "words", "page"),
    "numbers": ("value", "what", "about", "places", "words", "page"),
    "changes": ("change", "kind", "about", "old", "new", "words", "page"),
    "corrections": ("organisation", "member", "listed", "now", "words", "page"),
    "review": ("claim", "kind", "reasons", "words", "page"),
    "explain": ("words", "page", "certainty"),
}
ALPHABETICAL = {"members": "member", "memberships": "organisation", "shared": "organisation"}  # lists by a name
_GROUPS = {"action": ("document_action",), "stage": ("stage",), "change": ("change_word", "step"), "kind": ("kind",), "rank": ("rank",),
           "status": ("status", "stage"), "type": ("meeting_type", "founding_type", "relation_type")}  # fmt: skip
_QUIET = {"id", "key", "certainty"}  # what a cell that tells a whole state of things leaves out
_EDTF = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?")
_MOST = 110  # characters of a page's words in a cell


class Printer:
    """Prints in one language and one format; `table` is for people, the other formats are the same for every language."""

    def __init__(self, format: str | None, lang: str = "en") -> None:
        self.format = format or ("table" if sys.stdout.isatty() else "jsonl")
        self.words = Words(lang)
        self.namer = Namer(load(), self.words)

    # Answers of the ledger

    def answer(self, given: Answer) -> None:
        """Prints an answer of the ledger."""
        if self.format == "json":
            sys.stdout.write(as_json(given.json()))
        elif self.format == "jsonl":
            self._lines(_typed(given))
        elif self.format == "csv":
            sys.stdout.write(as_csv([row.json() for row in (*given.rows, *given.beside)]))
        else:
            self._tables(given)

    def _lines(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")

    def _tables(self, given: Answer) -> None:
        console = self.console()
        if given.rows:
            console.print(self.table(given.question, self._ordered(given), given.cited))
        elif given.question != "disputes":
            console.print(str(self.words.raw("briefing.no_words")))
        if given.beside:
            console.print(f"\n{self.words.raw('org.beside')}", style="bold")
            console.print(self.table(given.question, given.beside, given.cited))
        for dispute in given.disputes:
            if dispute.type == "precision only" and given.question != "disputes":
                continue  # one is only more precise: no news to who asks for the answer itself
            about = " · ".join(filter(None, (self._part(key, x) for key, x in self._matter(dispute, given.cited).items())))
            console.print(f"≠ {self._word(('dispute',), dispute.type)}: {about}", style="yellow")
            for version in dispute.versions:
                said = [self._cite(given.cited[x]) for x in version.claims if x in given.cited]
                console.print(f"    {self._side(version.says)}: " + "; ".join(said[:3]))

    def _ordered(self, given: Answer) -> Sequence[Row]:
        """The rows of a list of names in the order of the reader's alphabet; English is that of the answer itself."""
        by = ALPHABETICAL.get(given.question)
        if by is None or self.words.lang == "en":
            return given.rows
        from dragoman.views.collation import key

        return sorted(given.rows, key=lambda x: key(self.namer.whole(x.what[by]), self.words))

    def _side(self, says: str) -> str:
        """What one side of a disagreement says: a day, a standing, or that there is none."""
        if says.startswith("not "):
            return self._say("phrase.not", what=self._part("rank", says.removeprefix("not ")))
        return self._part("rank", says)

    def _matter(self, dispute: Dispute, cited: Mapping[str, Cited]) -> Mapping[str, Any]:
        """What a dispute is about; a meeting by what it is and whose, not by its id."""
        first = next((cited[x] for version in dispute.versions for x in version.claims if x in cited), None)
        if "meeting" not in dispute.about or first is None:
            return dispute.about
        claim = first.claim
        bodies = [{"id": x.id, "label": x.label or x.surface} for x in claim.fillers("organisation")]
        year = str(claim.valid_from or "")[:4]
        return {"type": claim.qualifiers.get("type"), "organisation": bodies[0] if bodies else None, "date": year}

    def table(self, question: str, rows: Sequence[Row], cited: Mapping[str, Cited]) -> Table:
        """The rows as a table with the columns of the question."""
        columns = COLUMNS.get(question) or tuple(rows[0].what)
        table = Table(box=None, header_style="bold", pad_edge=False)
        for name in columns:
            table.add_column(self.heading(name), overflow="fold", ratio=3 if name in ("words", "said") else None)
        for row in rows:
            table.add_row(*(self._cell(name, row, cited) for name in columns))
        return table

    def console(self) -> Console:
        """A console as wide as the terminal; as wide as a line may be where there is none."""
        return Console(highlight=False, markup=False, soft_wrap=False, width=None if sys.stdout.isatty() else 200)

    def heading(self, name: str) -> str:
        """The heading of a column, in the reader's language."""
        for key in (f"table.{name}", f"org.{name}", f"role.{name}", f"meeting.{name}"):
            if self.words.has(key) and isinstance(self.words.raw(key), str):
                heading = str(self.words.raw(key))
                return heading[:1].upper() + heading[1:]
        return name.replace("_", " ").capitalize()

    def _cell(self, name: str, row: Row, cited: Mapping[str, Cited]) -> str:
        """One cell of a table."""
        first = self._first(row, cited)
        value = row.what.get(name)
        if name == "words":
            return _short(self._told(first)) if first else ""
        if name == "page":
            return self._page(first) if first else ""
        if name in ("since", "until"):
            return self._plain(getattr(row, name))
        if name == "certainty":
            return self._certainty(row, first)
        if name == "listed" and value is None:
            return str(self.words.raw("table.not_listed"))
        if name == "organisation" and isinstance(value, Mapping):
            return self.namer.whole(value)
        if name == "ranks" and isinstance(value, Mapping):
            return self._ranks(value, row.what.get("organisation"))
        if name == "said":
            return _said(row.what)
        if name in ("rank", "listed", "now") and isinstance(value, str):
            org = row.what.get("organisation")
            return str(rank_name(self.namer, org.get("id") if isinstance(org, Mapping) else None, value).striptags())
        if name in ("about", "old", "new") and isinstance(value, Mapping) and "label" not in value:
            meeting = row.what["about"].get("type") if isinstance(row.what.get("about"), Mapping) else None
            told = [self._part(key, x, meeting) for key, x in value.items() if key not in _QUIET or len(value) == 1]
            return " · ".join(dict.fromkeys(filter(None, told)))
        if name in _GROUPS and isinstance(value, str):
            return self._word(_GROUPS[name], value, row.what.get("type"))
        if name == "title":
            return self._part(name, value)
        if name == "reasons":
            return self._plain([self._word(("doubt",), x) for x in value or ()])
        if name == "chain":
            return " ← ".join(self._teller(str(x), row.what.get("speaker") or {}) for x in value or ())
        if name == "value":
            return str(amount(self.namer, value, row.what.get("operator")).striptags())
        if name == "attendance":
            return "; ".join(f"{self._plain(x['guest'])}: {self._word(('manner',), x['status'])}" for x in value or ())
        return self._plain(value)

    def _first(self, row: Row, cited: Mapping[str, Cited]) -> Cited | None:
        """The claim to quote for a row: the first in the reader's language, else the first."""
        found = [cited[x] for x in row.claims if x in cited]
        return next((x for x in found if x.language == self.words.lang), found[0] if found else None)

    def _part(self, key: str, value: Any, meeting: str | None = None) -> str:
        """One part of what an answer is about, in words."""
        if key == "listed_in" and isinstance(value, Mapping):
            return f"({listing(self.namer, value).striptags()})"
        if key == "title" and isinstance(value, Mapping):
            return self.namer.title(value.get("id"), str(value.get("surface") or value.get("label") or "")).text
        if key == "meeting" and isinstance(value, str):
            return value
        if key in _GROUPS and isinstance(value, str) and not _EDTF.fullmatch(value):
            return self._word(_GROUPS[key], value, meeting)
        return self._plain(value)

    def _teller(self, name: str, speaker: Mapping[str, Any]) -> str:
        """One who hands words on: the speaker, an agency, an outlet."""
        if name in (speaker.get("id"), speaker.get("label"), speaker.get("surface")):
            return self._plain(speaker)
        return self.namer.outlet(name).text

    def _ranks(self, ranks: Mapping[str, str], org: Any) -> str:
        """The standing of each of several states."""
        id = org.get("id") if isinstance(org, Mapping) else None
        told_ = [f"{self.namer.name(state).text}: {rank_name(self.namer, id, rank).striptags()}" for state, rank in ranks.items()]
        return str(self.words.raw("site.comma")).join(told_)

    def _told(self, cited: Cited) -> str:
        """The words of a claim; a line of the base record in the reader's language."""
        recorded = told(cited, self.namer)
        return cited.words if recorded is None else recorded.striptags()

    def _certainty(self, row: Row, first: Cited | None) -> str:
        """How sure, and whether it is disputed or still to come."""
        given, editions = row.what.get("listed_in"), first.claim.qualifiers.get("editions") if first and first.outlet else None
        source = listing(self.namer, given) if isinstance(given, Mapping) else row.listed
        if source and not given and editions and first and first.outlet:
            years = list(dict.fromkeys(map(str, editions)))
            key = "edition.listed" if len(years) > 1 else "edition.listed_once"
            source = self._say(key, sentence=self.namer.outlet(first.outlet), editions="–".join(years))
        listed = self._say("certainty.as_listed_in", source=source) if source else ""
        status = self._word(("status", "stage"), row.status, row.what.get("type")) if row.status else ""
        told = [status or listed or self._word(("certainty",), row.certainty)]
        if row.disputed:
            told.append(self._word(("change_word",), "disputed"))
        return ", ".join(told)

    def _word(self, groups: tuple[str, ...], key: str, meeting: Any = None) -> str:
        """A word of a closed group, else the key itself; the stage of a meeting agrees with what its type is called."""
        plain = key.replace(" ", "_")
        for group in groups:
            for form in (f"{group}.{key}", f"{group}.{plain}", f"{group}.{plain}.name"):
                if self.words.has(form):
                    return agreeing(str(self.words.raw(form)), self.words.gender(meeting))
        return key

    def _plain(self, value: Any) -> str:
        """A value in plain words: a party by its name, a date as it is spoken, a list with commas."""
        if value is None or value == "":
            return ""
        if isinstance(value, Date):
            return spoken(self.words, value)
        if isinstance(value, Mapping):
            if "id" in value or "label" in value or "surface" in value:
                name = self.namer.party(value)
                return name.text if name else ""
            return str(value.get("text") or ", ".join(f"{self._plain(k)}: {self._plain(v)}" for k, v in value.items() if v))
        if isinstance(value, (list, tuple)):
            return str(self.words.raw("site.comma")).join(filter(None, map(self._plain, value)))
        return spoken(self.words, Date(value)) if isinstance(value, str) and _EDTF.fullmatch(value) else str(value)

    def _page(self, cited: Cited) -> str:
        """The outlet and the day of a claim's page."""
        outlet = self.namer.outlet(cited.outlet).text if cited.outlet else ""
        day = spoken(self.words, cited.published) if cited.published else ""
        return self._say("edition.page", outlet=outlet, date=day) if outlet and day else outlet or day

    def _say(self, key: str, **parts: Any) -> str:
        """A phrase of the catalogue, without the marks that pages need."""
        return str(self.words.say(key, **parts).striptags())

    def _cite(self, cited: Cited) -> str:
        return f"«{_short(self._told(cited))}» ({self._page(cited)})"

    def before_and_after(self, plan: Row, planned: Mapping[str, Cited], now: Row, cited: Mapping[str, Cited]) -> None:
        """Prints what was expected beside what came of it, each with its words."""
        console = self.console()
        console.print(f"  {self._plain(plan.what['member'])} · {self._plain(plan.what['organisation'])}", style="bold")
        first = self._first(plan, planned)
        for label, found in ((self._word(("modality",), "expected"), first), (self._cell("rank", now, cited), self._first(now, cited))):
            if found:
                console.print(f"    {label}: {self._cite(found)}")

    # Readings

    def reading(self, given: Reading) -> None:
        """Prints what one article says, in the form of the public contract."""
        text = given.article.text
        if self.format == "csv":
            sys.stdout.write(as_csv([_spread(claim_json(claim, text)) for claim in given.claims]))
        elif self.format == "table":
            self._reading_table(given)
        else:
            self._lines([article_json(given.article), *(claim_json(claim, text) for claim in given.claims)])

    def readings(self, given: Iterable[Reading]) -> None:
        """Prints many readings as one JSON array, each article with its claims."""
        begun = False
        for one in given:
            whole = article_json(one.article) | {"claims": [claim_json(x, one.article.text) for x in one.claims]}
            sys.stdout.write((",\n" if begun else "[\n") + json.dumps(whole, ensure_ascii=False, indent=1, default=str))
            begun = True
        sys.stdout.write("\n]\n" if begun else "[]\n")

    def _reading_table(self, given: Reading) -> None:
        article, console = given.article, self.console()
        day = spoken(self.words, article.published) if article.published else ""
        console.print(article.title or article.id, style="bold")
        console.print(" · ".join(filter(None, (day, article.outlet or "", " ← ".join(article.agencies)))))
        for warning in article.warnings:
            console.print(f"! {warning}", style="yellow")
        table = Table(box=None, header_style="bold", pad_edge=False)
        for key in ("said", "modality", "words"):
            table.add_column(self.heading(key), overflow="fold")
        for claim in given.claims:
            said = sentence(claim, self.namer, article.language).striptags()
            table.add_row(said, self._word(("modality",), claim.modality), _short(claim.evidence.of(article.text)))
        console.print(table)


def as_typed(day: str) -> str:
    """A date as the record writes it, where it was typed as one writes dates: "5 July 2024", "05.07.2024"; else as it was given."""
    found = typed(day, "en")
    return found.text if found else day


def print_mentions(given: Reading) -> None:
    """Prints the mentions of one article, one JSON object a line, in the form of the public contract."""
    gazetteer, article = load(), given.article
    for found in given.mentions:
        row: dict[str, Any] = {"article": article.id, "kind": found.kind, "start": found.span.start, "end": found.span.end}
        row["text"] = found.span.of(article.text)
        if found.kind in ("date", "number"):
            row["value"] = _value(found.value)
        elif found.kind != "quotation":
            row |= {"id": found.entity, "label": gazetteer.label(found.entity, "en") if found.entity else None}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _value(value: Any) -> Any:
    """A date as EDTF, a quantity as its parts."""
    if isinstance(value, Date):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value


def _typed(given: Answer) -> Iterable[Mapping[str, Any]]:
    """The lines of an answer: rows, what stands beside, disagreements, then the claims that they name; `line` says which."""
    for kind, rows in (("row", given.rows), ("beside", given.beside)):
        yield from ({"line": kind} | row.json() for row in rows)
    yield from ({"line": "dispute"} | x.json() for x in given.disputes)
    yield from ({"line": "claim"} | given.cited[key].json() for key in sorted(given.cited))


def _spread(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim as one flat row: a column a role, the evidence as text."""
    roles = {role: " · ".join(x["id"] or x["surface"] for x in items) for role, items in claim.pop("roles").items()}
    speaker = (claim.pop("attribution") or {}).get("speaker")
    return claim | roles | {"evidence": claim["evidence"]["text"], "attributed_to": speaker, "type": None}


def _said(what: Mapping[str, Any]) -> str:
    """What a statement says: its quoted words in guillemets, else its reported part."""
    quotes = [x["text"] if isinstance(x, Mapping) else str(x) for x in what.get("quotes") or ()]
    reported = what.get("reported")
    told = reported.get("text", "") if isinstance(reported, Mapping) else str(reported or "")
    return " … ".join(f"«{quote}»" for quote in quotes) or told


def _short(text: str) -> str:
    """The first words of a text, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST else plain[: _MOST - 1].rsplit(" ", 1)[0] + "…"
