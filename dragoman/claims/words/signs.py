"""The signs of a text that readers of sentences look for, in all the scripts that are read."""

from __future__ import annotations

COMMAS = frozenset(",\u060c")
DASHES = frozenset("-\u2013\u2014")
ASKING = frozenset("?\u061f")
SEMICOLONS = frozenset(";\u061b")
STOPS = frozenset(".;!?\u061b\u061f")  # what ends a sentence or parts it in two
WALLS = STOPS | {":"}  # past which nothing belongs to what stands before
MONEY = frozenset("$\u20ac\u00a3\u00a5\u20bd")
QUOTES = frozenset("'\"\u2018\u201c\u00ab\u201e")  # that open what is said to the letter
