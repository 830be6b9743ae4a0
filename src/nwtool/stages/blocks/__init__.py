"""What each line of a document is: its features, the learned model over them, and the rules around it."""
