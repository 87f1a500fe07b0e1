"""The API: parses a request, makes one call, shapes the answer."""
