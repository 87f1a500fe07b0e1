"""Text and date in, claims out: pure, no Django, no database, no network, no clock."""
