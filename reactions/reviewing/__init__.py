"""Decisions on rows: the only code that changes a review state.

Every function locks what it decides on, writes the decision with who, when and a new
version, and leaves a line of history with the reason. The database holds the rules as
well; here they become errors that a person can read. Importing, admin and API call it.
"""

from reactions.reviewing.adding import (
    NotInText,
    Words,
    add_action,
    add_official,
    add_statement,
    words_in,
)
from reactions.reviewing.amending import amend, amend_all, assign_all
from reactions.reviewing.deciding import (
    Outcome,
    accept,
    accept_all,
    reject,
    reject_all,
    reopen,
    reopen_all,
)
from reactions.reviewing.errors import (
    AlreadyDecided,
    NoEvidence,
    NotAllowed,
    NotAmendable,
    NotMergeable,
    NotSplittable,
    OwnWork,
    ReviewError,
    StaleVersion,
)
from reactions.reviewing.merge_proposals import accept_merge, reject_merge
from reactions.reviewing.merging import merge, unmerge
from reactions.reviewing.splitting import split

__all__ = [
    "AlreadyDecided",
    "NoEvidence",
    "NotAllowed",
    "NotAmendable",
    "NotInText",
    "NotMergeable",
    "NotSplittable",
    "Outcome",
    "OwnWork",
    "ReviewError",
    "StaleVersion",
    "Words",
    "accept",
    "accept_all",
    "accept_merge",
    "add_action",
    "add_official",
    "add_statement",
    "amend",
    "amend_all",
    "assign_all",
    "merge",
    "reject",
    "reject_all",
    "reject_merge",
    "reopen",
    "reopen_all",
    "split",
    "unmerge",
    "words_in",
]
