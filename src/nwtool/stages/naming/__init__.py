"""Names: where they stand, which of them name one and the same, and what the text says that those are."""
