"""Plain files that come with the app, read through importlib.resources."""
