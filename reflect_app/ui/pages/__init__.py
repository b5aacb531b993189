"""The pages, one module each; they do not know of each other."""
