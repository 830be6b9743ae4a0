"""The only code that opens anything: documents in from streams and files, records out to them."""
