"""Small pieces that many use, dressed by the one style sheet."""
