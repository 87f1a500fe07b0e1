"""For those who follow along: feeds, tombstones of what is gone, signed webhooks."""

from reactions.following.feeds import Feed, atom_of_country, atom_of_crisis
from reactions.following.webhooks import collect, deliver, signed_headers

__all__ = [
    "Feed",
    "atom_of_country",
    "atom_of_crisis",
    "collect",
    "deliver",
    "signed_headers",
]
