"""Pieces used by two pages or more, dressed by the one style sheet."""
