"""How each nation reacted to a crisis, every row tied to the words that prove it."""
