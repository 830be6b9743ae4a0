"""News text in, structured documents out. The names here mirror the commands."""

__version__ = "0.1.0"
