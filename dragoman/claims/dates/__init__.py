"""Dates and calendars: the forms of a date in a text, and what they mean seen from the day of publication."""
