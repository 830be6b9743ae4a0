"""What a document is: types, spans, edits, JSON."""
