"""For those who follow along: feeds, tombstones of what is gone, signed webhooks."""

from reactions.following.feeds import Feed, atom_of_country, atom_of_crisis

__all__ = ["Feed", "atom_of_country", "atom_of_crisis"]
