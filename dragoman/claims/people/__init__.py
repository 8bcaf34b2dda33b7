"""Persons in a text: their names by shape and by what is known, and who is meant later."""
