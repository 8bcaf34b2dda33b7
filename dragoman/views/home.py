"""The front page, the search, and the page about the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from itertools import islice

from dragoman.gazetteer import Entity, load
from dragoman.ledger import Ledger, When
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.underway import Underway, underway
from dragoman.model import article_json
from dragoman.views.asked import Asked, Page
from dragoman.views.listings import changes_since, newest_first
from dragoman.views.meetings import every, parted
from dragoman.views.missing import nearest
from dragoman.views.names import ADDRESSES, Namer
from dragoman.views.nearby import coming
from dragoman.views.organisation import organisation
from dragoman.views.remembering import Remembering
from dragoman.views.rendering import environment, html
from dragoman.views.searching import Wanted
from dragoman.views.words import LANGUAGES, Words

SHOWN = 8
DISPUTES = 4  # of those shown on the front page, which has a page of its own for all
FOLDED = 200_000  # claims on standings that are folded beforehand, of some 2 kB each
RENEWED = 5  # seconds after which a page that shows an import asks for itself again
CERTAINTIES = ("certainly", "possibly", "as_listed", "not", "unknown")


def home(asked: Asked) -> Page:
    """What is new: changes, coming meetings, open disputes, pages read; and a search box. Its data twin is whole."""
    ledger, when = asked.ledger, asked.when
    disputes = ledger.disputes(when)
    some = disputes.only(x for x in disputes.disputes[:DISPUTES] if x.open)
    meetings = ledger.meetings(None, when) if asked.form else coming(asked, None, SHOWN)
    answers = {"changes": changes_since(asked, None)[1], "meetings": meetings, "disputes": disputes if asked.form else some}
    articles, importing = list(islice(ledger.articles(), SHOWN)), reading_now(ledger)
    shown = {
        "changes": newest_first(answers["changes"])[:SHOWN], "coming": parted(every(meetings), when.on.first)[0][:SHOWN],
        "disputes": [(x, some) for x in some.disputes], "articles": articles, "organisations": _spoken_of(asked), "answers": answers,
        "underway": importing, "renewed": None if asked.query.get("still") else RENEWED,
    }  # fmt: skip
    told = [{key: value for key, value in asdict(x).items() if key not in ("pid", "host")} for x in importing]
    more = {"articles": [article_json(x) for x in articles], "underway": told}
    data = {x: answer.json() for x, answer in answers.items()} | more if asked.form else None
    return Page("home.html", asked.words.say("site.name"), answers, shown, data)


def reading_now(ledger: Ledger) -> list[Underway]:
    """The imports that are going on."""
    return underway(ledger.store.name)


def warm(ledger: Ledger) -> None:
    """Make the templates and the index of names, ask what the front page asks, in each language, and the pages of the organisations that it
    names, add to the index of statements what came since, and fold the organisations, on which states' pages rest: so that it is there when
    the first reader comes."""
    found, when = load(), When.of()
    found.find("")
    for name in environment().list_templates():
        environment().get_template(name)
    for lang in LANGUAGES:
        words = Words(lang)
        asked = Asked(ledger, found, words, Namer(found, words), when, "", {})
        html(asked, home(asked))
    for entity in _spoken_of(asked):
        organisation(asked, entity.id)
    if isinstance(ledger, Remembering):
        ledger.spoken.find(Wanted("summit"), when)
    standings, told = Memberships(ledger.witnesses), 0
    for org in ledger.witnesses.entities("membership", "organisation", base=True):
        standings.members(org, when)
        told += len(standings.tellings.on(org))
        if told > FOLDED:
            break


def _spoken_of(asked: Asked) -> list[Entity]:
    """The organisations that the latest pages speak of, the most spoken of first."""
    counted: Counter[str] = Counter()
    for article in islice(asked.ledger.articles(), 30):
        for claim in asked.ledger.claims(article=article.id):
            counted.update({x.id for role in ("organisation", "about", "body") for x in claim.fillers(role) if x.id})
    found = (asked.gazetteer.entity("organisation", x) for x, _ in counted.most_common(40))
    return [x for x in found if x][:12]


def search(asked: Asked) -> Page:
    """Entities of that name; straight to the page where there is just one."""
    query = asked.query.get("q", "")
    found = [x for x in asked.gazetteer.find(query) if x.kind in ADDRESSES] if query else []
    goes_to = asked.address(f"{ADDRESSES[found[0].kind]}/{found[0].id}") if len(found) == 1 else None
    near = [] if found or not query else nearest(asked.gazetteer, query)
    data = {"query": query, "found": [_brief(x) for x in found], "nearest": [_brief(x) for x in near]}
    title = asked.words.say("search.title", query=query) if query else asked.words.say("nav.search")
    return Page("search.html", title, {}, {"query": query, "found": found, "near": near}, data, [_brief(x) for x in found], goes_to=goes_to)


def _brief(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "kind": entity.kind} | {f"label_{lang}": label for lang, label in entity.labels.items()}


def about(asked: Asked) -> Page:
    """What the record is, how sure it is, which kinds of claim it has, and how much it holds."""
    counts = asked.ledger.counts()
    kinds = [key.split(".")[1] for key in _keys(asked, "kind.") if key.endswith(".says")]
    sizes = [("articles", counts["articles"]), ("claims", sum(counts["claims"].values())), ("base", counts["base_claims"])]
    shown = {"sizes": sizes, "kinds": kinds, "certainties": CERTAINTIES}
    return Page("about.html", asked.words.say("about.title"), {}, shown, counts, [counts])


def _keys(asked: Asked, prefix: str) -> list[str]:
    from dragoman.views.words import catalogue

    return [x for x in catalogue(asked.words.lang) if x.startswith(prefix)]
