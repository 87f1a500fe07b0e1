"""The desk: one file a concept, every decision through `reactions.reviewing`."""

from reactions.admin.actions import ActionAdmin
from reactions.admin.articles import ArticleAdmin
from reactions.admin.countries import CountryAdmin
from reactions.admin.crises import CrisisAdmin
from reactions.admin.evidence import EvidenceAdmin
from reactions.admin.import_runs import ImportRunAdmin
from reactions.admin.merge_proposals import MergeProposalAdmin
from reactions.admin.officials import OfficialAdmin
from reactions.admin.statements import StatementAdmin
from reactions.admin.tokens import TokenAdmin
from reactions.admin.webhooks import WebhookAdmin, WebhookDeliveryAdmin
from reactions.admin.work_items import WorkItemAdmin

__all__ = [
    "ActionAdmin",
    "ArticleAdmin",
    "CountryAdmin",
    "CrisisAdmin",
    "EvidenceAdmin",
    "ImportRunAdmin",
    "MergeProposalAdmin",
    "OfficialAdmin",
    "StatementAdmin",
    "TokenAdmin",
    "WebhookAdmin",
    "WebhookDeliveryAdmin",
    "WorkItemAdmin",
]
