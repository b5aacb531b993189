"""What the journal is about: no Qt, no files, no keys."""
