"""Names in the case that stands in a list: "to the Northern Forum of rivers", in Russian one word for another, is the Northern Forum."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.words.lexicon import Language

_Pairs = Sequence[Sequence[str]]


def first_case(language: Language, name: str) -> str:
    """The name of a body in the first case, by its head and the adjectives before it; as it is where no head is known.

    The folder of a language says which heads there are and how endings change (`head_nominatives`, `oblique`, `adjectives_m` ...).
    """
    heads = language.settings.get("head_nominatives", ())
    endings = [*language.settings.get("oblique", ()), *language.settings.get("head_endings", ())]
    words = name.split(" ")
    for at, word in enumerate(words if heads else ()):
        key = language.folds.key(word)
        head = key if key in heads else next((x for x in _led_by(key, endings) if x in heads), None)
        if head is None:
            continue
        gender = next((g for end, g in language.settings.get("genders", ()) if head.endswith(end)), "m")
        before = [_adjective(language, w, language.settings.get(f"adjectives_{gender}", ())) for w in words[:at]]
        return " ".join([*before, head.capitalize() if word[:1].isupper() else head, *words[at + 1 :]])
    return name


def _led_by(word: str, endings: _Pairs) -> list[str]:
    return [word[: len(word) - len(old)] + new for old, new in endings if word.endswith(old)]


def _adjective(language: Language, word: str, endings: _Pairs) -> str:
    found = next(((old, new) for old, new in endings if word.endswith(old) and len(word) > len(old) + 1), None)
    if found is None:
        return word
    stem, end = word[: -len(found[0])], found[1]
    letters, hard, soft = (*language.settings.get("hard_to_soft", ()), "", "", "")[:3]
    return stem + (soft if end == hard and stem[-1:] in letters else end)
