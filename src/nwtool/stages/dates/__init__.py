"""Dates, times and amounts: where they stand, what they say, and their values."""
