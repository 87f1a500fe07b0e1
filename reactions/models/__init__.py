"""The tables, one file a concept, each with its QuerySet beside it."""

from reactions.models.action import Action
from reactions.models.acts_apart import ActsApart
from reactions.models.article import Article
from reactions.models.article_band import ArticleBand
from reactions.models.country import Country
from reactions.models.crisis import Crisis
from reactions.models.evidence import Evidence
from reactions.models.fetched_address import FetchedAddress
from reactions.models.import_run import ImportRun
from reactions.models.merge_proposal import MergeProposal
from reactions.models.official import Official
from reactions.models.preference import ConflictKind, Preference
from reactions.models.reviewable import Reviewable
from reactions.models.row_document import (
    ActionDocument,
    RowDocument,
    StatementDocument,
)
from reactions.models.saved_filter import SavedFilter
from reactions.models.statement import Statement
from reactions.models.stored_answer import StoredAnswer
from reactions.models.tombstone import Tombstone
from reactions.models.upload import Upload
from reactions.models.webhook import Webhook, WebhookDelivery
from reactions.models.work_item import WorkItem

__all__ = [
    "Action",
    "ActionDocument",
    "ActsApart",
    "Article",
    "ArticleBand",
    "ConflictKind",
    "Country",
    "Crisis",
    "Evidence",
    "FetchedAddress",
    "ImportRun",
    "MergeProposal",
    "Official",
    "Preference",
    "Reviewable",
    "RowDocument",
    "SavedFilter",
    "Statement",
    "StatementDocument",
    "Upload",
    "StoredAnswer",
    "Tombstone",
    "Webhook",
    "WebhookDelivery",
    "WorkItem",
]
