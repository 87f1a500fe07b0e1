"""Decisions on rows: the only code that changes a review state.

Every function locks what it decides on, writes the decision with who, when and a new
version, and leaves a line of history with the reason. The database holds the rules as
well; here they become errors that a person can read. Importing, admin and API call it.
"""

from reactions.reviewing.adding import (
    NotInText,
    Words,
    add_action,
    add_evidence,
    add_official,
    add_statement,
    withdraw_evidence,
    words_in,
)
from reactions.reviewing.amending import amend
from reactions.reviewing.amending_many import amend_all, assign_all
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
    NameTaken,
    NoEvidence,
    NotAllowed,
    NotAmendable,
    NotMergeable,
    NotPreferable,
    NotRemovable,
    NotSplittable,
    NotTheirStatement,
    OwnWork,
    ReviewError,
    StaleVersion,
)
from reactions.reviewing.joining import join, part
from reactions.reviewing.keeping_apart import keep_apart, offer_again
from reactions.reviewing.merge_proposals import accept_merge, reject_merge
from reactions.reviewing.merging import merge, refuse_merge, unmerge
from reactions.reviewing.preferring import prefer, prefer_claim, undo_preference
from reactions.reviewing.removing import remove
from reactions.reviewing.reverting import differing_groups, revert
from reactions.reviewing.splitting import split, split_from, undo_split
from reactions.reviewing.together import groups_of, groups_to_choose, stored

__all__ = [
    "AlreadyDecided",
    "NameTaken",
    "NoEvidence",
    "NotAllowed",
    "NotAmendable",
    "NotInText",
    "NotMergeable",
    "NotPreferable",
    "NotRemovable",
    "NotSplittable",
    "NotTheirStatement",
    "Outcome",
    "OwnWork",
    "ReviewError",
    "StaleVersion",
    "Words",
    "accept",
    "accept_all",
    "accept_merge",
    "add_action",
    "add_evidence",
    "add_official",
    "add_statement",
    "amend",
    "amend_all",
    "assign_all",
    "differing_groups",
    "groups_of",
    "groups_to_choose",
    "join",
    "keep_apart",
    "merge",
    "offer_again",
    "part",
    "prefer",
    "prefer_claim",
    "refuse_merge",
    "reject",
    "reject_all",
    "reject_merge",
    "remove",
    "reopen",
    "reopen_all",
    "revert",
    "split",
    "split_from",
    "stored",
    "undo_preference",
    "undo_split",
    "unmerge",
    "withdraw_evidence",
    "words_in",
]
