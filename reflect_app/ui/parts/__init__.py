"""The larger pieces of pages, in a room named after the page that they are made for."""
