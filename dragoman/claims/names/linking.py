"""Linking: "the organisation", "the bloc", "the country" -> the one last spoken of that the word can mean."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from dragoman.claims.names.groups import link_places, link_ranks, of_which
from dragoman.claims.names.names import Option
from dragoman.claims.names.settling import settle_names, whole_body
from dragoman.claims.names.statekinds import of_kind
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_SPEAKER_NEAR = 3  # sentences in which an official goes on speaking of "his country"
_ABOUT = 4  # sentences, this one among them, that may go on about one state
_OPENING = 3  # units that open a sentence
_GOVERNS = ("office_word", "from", "to", "in", "place_word", "of", "by", "with", "org_part", "possessive")
_SEATED = 8  # units behind an organisation within which its seat in another one is told
_NAME = 4  # units before a noun within which a name of its own begins
_LONGEST = 250  # states of a list that words such as "the countries" may mean
_RUNGS = ("rank_observer", "rank_dialogue_partner", "rank_associate", "rank_candidate")
_TOPIC = 9  # units of a heading
_PARAGRAPH = 600  # units before a noun in which its paragraph may have named the one it means


def link(text: Text) -> None:
    """Give each anaphor the entity it stands for; one that fits nothing said before stays a plain word."""
    settle_names(text)
    pointing = _pointing(text.language.code)
    spoken = [unit for unit in text.units if unit.options or not pointing.isdisjoint(unit.classes)]
    said: list[tuple[Option, str]] = []  # organisations by the weight of their mentions so far, then in the order last named
    weight: Counter[str] = Counter()
    leads: Counter[str] = Counter()  # in how many sentences one is named first
    opened = -1
    for unit in spoken:
        option = unit.option("organisation") if unit.options else None
        if option and option.form != "anaphor":
            option = whole_body(option)
            leads[option.id] += unit.sentence > opened and not _joins(text, unit)
            opened = unit.sentence
            if not in_a_title(text, unit):
                weight[option.id] += 3 if unit.sentence == 0 else 1
            if said and _of_a_paper(text, unit):
                said = said if any(x[0].id == option.id for x in said) else [(option, unit.text), *said]
                continue
            said = [x for x in said if x[0].id != option.id] + [(option, unit.text)]
        elif "body_it" in unit.classes and (subject := _body_subject(text, unit)):
            unit.options = (Option("organisation", subject.id, "anaphor"),)
        elif "body_word" in unit.classes and _points(text, unit) and not (unit.index and text.units[unit.index - 1].has("press_word")):
            found = _fitting(unit, said or _named_later(text, unit), weight, leads, text)
            if found:
                unit.options = (Option("organisation", found.id, "anaphor"),)
                weight[found.id] += 1
    _link_states(text, spoken)
    link_places(text)
    link_ranks(text)


def _of_a_paper(text: Text, unit: Unit) -> bool:
    """Whether an organisation is only named as whose resolutions are spoken of: "to comply with UN decisions" is not about the UN."""
    before = next((u for u in reversed(text.units[max(0, unit.index - 3) : unit.index]) if not u.has("the", "of")), None)
    behind = text.units[unit.index + 1 : unit.index + 2]
    papers = [*([before] if before else []), *(behind if text.language.settings.get("subject_first") else [])]
    return any(u.sentence == unit.sentence and u.has("document_noun", "listed_paper", "decision_noun", "vote_paper") for u in papers)


def _joins(text: Text, unit: Unit) -> bool:
    """Whether an organisation is told to have a seat in another one, of which the words then speak."""
    behind = text.units[unit.index + 1 : min(text.bounds[unit.sentence][1], unit.index + _SEATED)]
    return any(u.has("seat_noun", "member_noun", "member_word", "join", "to_join") for u in behind)


@functools.cache
def _pointing(code: str) -> frozenset[str]:
    """The classes of words that may stand for states or organisations named before."""
    groups = (name for name in load_language(code).class_names if name.startswith("group_"))
    return frozenset({"state_word", "state_noun", "state_of", "state_it", "state_pronoun", "body_it", "body_word", *groups})


def _link_states(text: Text, spoken: Sequence[Unit]) -> None:
    """Give "the three countries" the list of states last named, and "the country" the state last named."""
    lists: list[tuple[Option, ...]] = []
    last: Option | None = None
    row: list[Option] = []
    for unit in spoken:
        option = unit.option("state")
        if option:
            last = option
            if row and _goes_on(text, unit) and len(row) == _LONGEST:
                continue
            row = [*row, option] if row and _goes_on(text, unit) else [option]
            if len({o.id for o in row}) > 1:
                lists = [x for x in lists if x != tuple(row[:-1])] + [tuple(row)]
        elif not unit.options:
            _link_group(text, unit, lists, _meant(text, unit, last, row))
            if last and unit.has("state_of") and unit.index and text.units[unit.index - 1].has("membership_of", "chair_noun"):
                unit.options = (Option("state", last.id, "anaphor"),)
            if unit.has("state_it") and _acts_as_state(text, unit):
                subject = _subject(text, unit)
                unit.options = (Option("state", subject.id, "anaphor"),) if subject else ()
            if (
                last
                and unit.has("state_pronoun")
                and unit.index + 1 < len(text.units)
                and text.units[unit.index + 1].has("membership", "accession", "participation")
            ):
                had = text.units[unit.index - 1].has("status_held")  # "X, ..., had its membership suspended": its own
                owner = (_subject(text, unit) if had else None) or last
                several = tuple(dict.fromkeys(o.id for o in row)) if unit.has("plural_pronoun") else ()
                owners = [Option("state", x, "group") for x in several] if len(several) > 1 else [Option("state", owner.id, "anaphor")]
                unit.options = tuple(owners)


def _body_subject(text: Text, unit: Unit) -> Option | None:
    """The organisation that "it" stands for before what a body does ("it was founded"): the subject of this sentence or the one before."""
    after = [u for u in text.units[unit.index + 1 : unit.index + 4] if u.sentence == unit.sentence]
    if not any(u.has("found_passive", "comprise_sure", "presided_by") for u in after):
        return None
    for number in (unit.sentence, unit.sentence - 1):
        if number >= 0:
            first, last = text.bounds[number]
            subject = next((u for u in text.units[first : min(last, unit.index)] if u.option("organisation", "state", "institution")), None)
            if subject:
                option = subject.option("organisation")
                return whole_body(option) if option else None
    return None


def _acts_as_state(text: Text, unit: Unit) -> bool:
    """Whether "it" is followed at once by what only a member does or undergoes: it joined, it was suspended."""
    after = [u for u in text.units[unit.index + 1 : unit.index + 6] if u.sentence == unit.sentence]
    if any(u.has("join", "leave", "restore", "apply", "suspended_from") for u in after):
        return True
    return any(u.has("become", "be", "has_been") for u in after[:2]) and any(u.has("member_noun", *_RUNGS) for u in after)


def _speakers_own(text: Text, unit: Unit) -> Option | None:
    """The state that "his country" means: the one whose official is named first, in the nearest clause before it that names one."""
    for number in range(unit.sentence, max(-1, unit.sentence - _SPEAKER_NEAR), -1):
        first, last = text.bounds[number]
        last = min(last, unit.index)
        opens = [first, *(i for i in range(first, last) if number == unit.sentence and text.units[i].has("clause", "but")), last]
        for start, end in zip(opens[-2::-1], opens[:0:-1], strict=True):
            for u in text.units[start:end]:
                option = u.option("state") if u.options else None
                beside = text.units[max(start, u.index - 3) : min(end, u.index + 4)]
                if option and option.form != "anaphor" and any(x.has("office_word") for x in beside if x is not u):
                    return option
    return None


def _one_meant(text: Text, unit: Unit, last: Option | None) -> Option | None:
    """The state that "the country" means: the last in its sentence, else whom the one before or the page is about, or the last."""
    first = text.bounds[unit.sentence][0]
    if any(u.option("state") for u in text.units[first : unit.index]) or not unit.sentence:
        return last
    if not text.language.settings.get("subject_first"):
        return _protagonist(text) or last
    start, end = text.bounds[unit.sentence - 1]
    for one in text.units[start:end]:
        option = one.option("state") if one.options else None
        if option and _free(text, one, option):
            return option
    return _protagonist(text) or last


def _subject(text: Text, unit: Unit) -> Option | None:
    """The state that the sentence, or else one before it, is about: the first that it names and that can be its subject.

    Where none of them names one so, the state that the page's first sentence names first, if that is named most often.
    """
    loose: Option | None = None
    for number in range(unit.sentence, max(-1, unit.sentence - _ABOUT), -1):
        first, last = text.bounds[number]
        named = [(u, o) for u in text.units[first : min(last, unit.index)] if u.options and (o := u.option("state"))]
        free = [o for u, o in named if _free(text, u, o)]
        if free:
            return next((o for o in free if o.form != "anaphor"), free[0])
        if named and number >= unit.sentence - 1:
            loose = loose or named[0][1]
        if not named and number < unit.sentence and not _pointed(text, number):
            break
    return _protagonist(text) or loose


def _free(text: Text, unit: Unit, option: Option) -> bool:
    """Whether a state may be the subject of its sentence: no preposition or office governs it, and it owns nothing."""
    before = text.units[unit.index - 1] if unit.index else None
    led = before is not None and before.sentence == unit.sentence and before.has(*_GOVERNS)
    return not led and not unit.has("possessive") and option.form not in ("adjective", "demonym")


def _pointed(text: Text, number: int) -> bool:
    """Whether a sentence goes on about what the one before it was about: it begins with "it" or "its"."""
    first, last = text.bounds[number]
    return any(u.has("state_it", "state_pronoun", "state_word") for u in text.units[first:last][:_OPENING])


def _protagonist(text: Text) -> Option | None:
    """The state of the page's first sentence that the page names more often than any other."""
    if text.protagonist is None:
        count = Counter(o.id for u in text.units if u.options and (o := u.option("state")) and o.form != "anaphor")
        first = next((o for u in text.units[: text.bounds[0][1]] if u.options and (o := u.option("state"))), None) if text.bounds else None
        most = count.most_common(2)
        alone = len(most) == 1 or len(most) > 1 and most[0][1] > most[1][1]
        text.protagonist = (first,) if first is not None and alone and most[0][0] == first.id else ()
    return text.protagonist[0] if text.protagonist else None


def _goes_on(text: Text, unit: Unit) -> bool:
    """Whether a state follows the one before it in a list: only signs and words for "and" between them."""
    if unit.has("and_clitic"):
        return True
    at = unit.index - 1
    while at > 0 and (text.units[at].has("and", "list_word", "comma")):
        at -= 1
    return at != unit.index - 1 and text.units[at].option("state") is not None and text.units[at].sentence == unit.sentence


def _meant(text: Text, unit: Unit, last: Option | None, row: list[Option]) -> Option | None:
    """The state that "the country" or "the landlocked nation" stands for; none behind a list of several where only its kind is told."""
    if unit.has("own_country") and (own := _speakers_own(text, unit)):
        return own
    if unit.has("state_word") or len(row) < 2 and _described(text, unit):
        return of_kind(text, unit, _one_meant(text, unit, last))
    return last if not _described(text, unit) else None


def _link_group(text: Text, unit: Unit, lists: list[tuple[Option, ...]], last: Option | None) -> None:
    for name in unit.classes:
        if name.startswith("group_") and not _listed_behind(text, unit):
            size = name[6:]
            fitting = [x for x in lists if size == "any" or len({o.id for o in x}) == int(size)]
            if fitting:
                unit.options = tuple(Option("state", o.id, "group") for o in dict.fromkeys(fitting[-1]))
            return
    if last and ("state_word" in unit.classes and not _any_that_wants(text, unit) or _described(text, unit)):
        unit.options = (Option("state", last.id, "anaphor"),)


def _any_that_wants(text: Text, unit: Unit) -> bool:
    """Whether a rule is told of whatever state wants something: "a country, wishing to leave, gives notice", "the state which wants"."""
    row = [u for u in text.units[unit.index + 1 : unit.index + 4] if u.sentence == unit.sentence]
    aside = bool(row) and row[0].has("comma")
    row = row[1:] if aside else row
    return len(row) > 1 and (aside and row[0].has("want") or row[0].has("relative") and row[1].has("want"))


def _listed_behind(text: Text, unit: Unit) -> bool:
    """Whether the names follow at once: "the three Baltic states Estonia, Latvia and Lithuania"."""
    for after in text.units[unit.index + 1 : unit.index + 5]:
        if after.sentence != unit.sentence:
            return False
        if after.option("state") and after.options[0].form == "name":
            return not after.has("and_clitic")
        sign = after.kind == "sign" and after.text in ":(,-\u2013\u2014"
        if not (sign or after.has("states_word", "region_word") or after.option("place")):
            return False
    return False


def _described(text: Text, unit: Unit) -> bool:
    """Whether a word such as "country" has the article and a word of what kind it is: "the landlocked nation"."""
    if not unit.has("state_noun"):
        return False
    before = [u for u in text.units[max(0, unit.index - 4) : unit.index] if u.sentence == unit.sentence]
    while before and before[0].text != "the":
        before = before[1:]
    described = before[1:]
    return bool(described) and all(
        u.kind in ("word", "sign", "name") and not u.options and (not u.classes or u.has("region_word")) or u.text == "-" for u in described
    )


def _points(text: Text, unit: Unit) -> bool:
    """Whether the word points back: it has the article or a word like "this" before it, and no name of its own after it."""
    articles = tuple(text.language.settings.get("articles", ()))
    before = text.units[unit.index - 1] if unit.index else None
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    if after is not None and after.sentence == unit.sentence and after.has("names_it") and _named_by(text, after):
        return False
    if any(u.has("not") and u.sentence == unit.sentence for u in text.units[max(0, unit.index - 2) : unit.index]) and not articles:
        return False  # "belongs to no military alliance"
    if _indefinite(text, unit) or _named_behind(text, unit) or text.language.cased and named_in_front(text, unit):
        return False
    if articles:
        return unit.clitic.endswith(articles) or unit.text.startswith(articles[0])
    if text.language.settings.get("definite", False):
        return before is not None and before.has("the")
    return not (after is not None and after.kind == "word" and after.upper and after.sentence == unit.sentence)


def named_in_front(text: Text, unit: Unit, forum: bool = False) -> bool:
    """Whether words of an unknown name stand before the noun: "the Weimar Plus group"; of a forum, known words too, as in capitals."""
    towns = tuple(text.language.settings.get("town_adjectives", ()))
    for at in range(unit.index - 1, max(text.bounds[unit.sentence][0], unit.index - _NAME), -1):
        word, before = text.units[at], text.units[at - 1]
        if word.kind != "word" or word.options or word.upper and word.text.endswith(towns):
            return False
        if word.upper and (not word.classes or forum and unit.upper) and not before.has("dateline"):
            return True
        if not word.upper and word.has("the", "of", "in", "and"):
            return False
    return False


def _named_behind(text: Text, unit: Unit) -> bool:
    """Whether the name follows in quotation marks: the organisation "Economic Community"."""
    first, name = (text.units[i] if i < len(text.units) else unit for i in (unit.index + 1, unit.index + 2))
    marks = {mark for pair in text.language.quotes for mark in pair}
    return first.text in marks and name.sentence == unit.sentence and name.option("organisation") is not None


def _named_by(text: Text, of: Unit) -> bool:
    """Whether what follows a word such as "of" or "for" belongs to a name: where names have capitals, only a capital or a number does."""
    if not text.language.settings.get("capitals_in_names", False):
        return True
    rest = [u for u in text.units[of.index + 1 : of.index + 3] if u.sentence == of.sentence and not u.has("the")]
    return bool(rest) and (rest[0].upper or rest[0].kind in ("number", "name") or of.text == "of")


def _indefinite(text: Text, unit: Unit) -> bool:
    """Whether the word stands for one of its kind: "a military alliance"."""
    for before in reversed(text.units[max(0, unit.index - 4) : unit.index]):
        if before.has("indefinite"):
            return True
        if before.kind not in ("word", "number") or before.has("the", "of", "clause"):
            return False
    return False


def in_a_title(text: Text, unit: Unit) -> bool:
    """Whether the organisation stands in someone's title: "the Secretary-General of the United Nations" speaks of a man."""
    at = unit.index
    for near in (*text.units[at + 1 : at + 2], *text.units[max(0, at - 3) : at]):
        if "office_word" in near.classes and near.sentence == unit.sentence:
            return True
    return False


def _of_paragraph(text: Text, unit: Unit) -> set[str]:
    """The organisations that the sentences of a paragraph name before that of a unit; of a very long one, those a little before.

    Those of the heading right above it, where it is the first sentence: "What about the league?"
    """
    near = text.units[max(0, unit.index - _PARAGRAPH) : text.bounds[unit.sentence][0]]
    row = [u for u in near if u.options and u.paragraph == unit.paragraph]
    if near and near[-1].paragraph != unit.paragraph and near[-1].paragraph > 0:
        above = [u for u in near[-_TOPIC - 1 :] if u.paragraph == near[-1].paragraph]
        row = above if len(above) <= _TOPIC else row
    return {whole_body(o).id for u in row if (o := u.option("organisation")) and o.form != "anaphor"}


def _fitting(unit: Unit, said: list[tuple[Option, str]], weight: Counter[str], leads: Counter[str], text: Text) -> Option | None:
    """The last organisation whose name contains the word ("the union" -> the African Union); "the bloc" is the one most spoken of.

    Of two spoken of as often it is the one with which more sentences begin.
    """
    if unit.has("any_body"):
        if said and _of_paragraph(text, unit) == {said[-1][0].id}:
            return of_which(unit, said[-1][0])
        named = [o for o, _ in said if weight[o.id]] or [o for o, _ in said]
        return of_which(unit, max(named, key=lambda o: (weight[o.id], leads[o.id], o.id == named[-1].id))) if named else None
    stem = unit.text[len(unit.clitic) :].removeprefix(str((text.language.settings.get("articles") or [""])[0]))[:5]
    fitting = [(o, words) for o, words in reversed(said) if stem in words or stem in text.names.words_of(o.id)]
    return _contained(*fitting[0], stem, text) if fitting else None


def _named_later(text: Text, unit: Unit) -> list[tuple[Option, str]]:
    """The one organisation of a page that says "the organisation" before its name, in scripts that write the article on; else none."""
    if not (unit.has("any_body") and text.language.settings.get("articles")):
        return []
    named = [(o, u.text) for u in text.units if (o := u.option("organisation")) and not in_a_title(text, u)]
    return named[:1] if len({o.id for o, _ in named}) == 1 else []


def _contained(option: Option, words: str, stem: str, text: Text) -> Option:
    """What a word means that stands inside a council's name: "the union" after "the Peace Council of the African Union" is the whole."""
    entity = gazetteer().entity("organisation", option.id)
    whole = str(entity.facts.get("part_of") or "") if entity else ""
    inside = whole and stem in text.names.words_of(whole) and not words.startswith(stem)
    return Option("organisation", whole, option.form) if inside else option
