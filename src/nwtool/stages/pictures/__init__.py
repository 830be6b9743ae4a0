"""Pictures: what each caption says, and which captions say it of the same picture."""
