"""Meetings, talks and visits: whose, when, where, and who comes."""
