"""Who the words beside a cue mean: the cast of a document, and the antecedents of its pronouns."""
