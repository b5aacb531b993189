"""The parts of the page After the session."""
