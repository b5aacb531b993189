"""Stands where the library for keychains stands, for processes that a test asks it with."""
