"""What Agreements is made of: the list, the fields of one, and how it is put on paper."""
