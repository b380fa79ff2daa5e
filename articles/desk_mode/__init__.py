"""Desk mode: one story after another, tagged and linked by one person at a time."""
