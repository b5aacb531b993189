"""What a journal's files are called in its folder."""

DATABASE = "journal.db"
HEADERS = ("journal.keys", "journal.keys.copy")
"""The header and its copy; either opens the journal."""
