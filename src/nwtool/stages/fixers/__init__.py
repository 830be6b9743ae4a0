"""Fixers: what is mended in characters, one file a family; `table` puts them in order."""
