"""The public pages: each view parses the request, asks one question, renders."""
