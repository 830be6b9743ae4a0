"""Which words are attributed, by which cue, to which source: tokens, labels, and the links between them."""
