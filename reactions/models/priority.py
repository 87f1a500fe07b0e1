"""The numbers by which the review queue is ordered, higher first.

Each kind has a band of its own; within that of acts, what is contradicted comes before
what many origins tell. `models.urgency` writes them.
"""

POSTURE_PRIORITY, ACTION_PRIORITY = 100, 50
STATEMENT_PRIORITY, OFFICIAL_PRIORITY = 20, 10
CONTRADICTED = 20
MOST_ORIGINS = 10
"""More origins than these matter no more."""
