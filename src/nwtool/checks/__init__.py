"""The one table of checks; selection, help, pages and formats follow from it."""
