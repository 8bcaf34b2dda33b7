"""Russian plurals: of a verb in the past, of an organisation's name."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.gazetteer import load as gazetteer

_PAST = ("\u043b\u0438", "\u043b\u0438\u0441\u044c")  # endings of verbs
_NAMES = ("\u044b", "\u0438")  # endings of nouns and adjectives


def plural_past(word: str) -> bool:
    """Whether a verb in the past is in the plural: what several did is no deed of one body ("the alliance they founded")."""
    return word.endswith(_PAST)


def plural_name(option: Option) -> bool:
    """Whether an organisation's name is a plural, as far as its first word tells ("the United Nations")."""
    entity = gazetteer().entity("organisation", option.id)
    words = entity.labels.get("ru", "").split() if entity else []
    return bool(words) and words[0].endswith(_NAMES)
