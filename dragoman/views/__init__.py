"""Answers -> people and machines: pages in Arabic, Russian and English, each with its data twin. START HERE: `pages.py`."""
