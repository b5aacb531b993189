"""Plain files the application brings along: fonts, icons, style, words to read."""
