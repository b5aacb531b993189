"""The only code that touches keys, SQL and the journal's files."""
