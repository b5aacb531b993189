"""What the Journal is made of: the search, the list and what is read."""
