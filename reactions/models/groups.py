"""The four groups, each with the rights of the one before, and what they may do."""

from typing import Any

VIEW = [
    "action",
    "actsapart",
    "article",
    "country",
    "crisis",
    "evidence",
    "importrun",
    "mergeproposal",
    "official",
    "preference",
    "statement",
    "workitem",
    "historicalaction",
    "historicalcountry",
    "historicalcrisis",
    "historicalofficial",
    "historicalpreference",
    "historicalstatement",
]
EDIT = ["action", "article", "crisis", "evidence", "official", "statement"]
REVIEWED = ["action", "official", "statement"]

# What each group may do beyond the group before it.
ADDED_RIGHTS: dict[str, list[str]] = {
    "viewer": [f"view_{model}" for model in VIEW],
    "editor": [
        *(f"add_{model}" for model in EDIT),
        *(f"change_{model}" for model in EDIT),
        "delete_evidence",
        "add_importrun",
        "change_importrun",
        "change_workitem",
    ],
    "reviewer": [f"review_{model}" for model in REVIEWED],
    "manager": [
        *(f"delete_{model}" for model in EDIT if model != "evidence"),
        "delete_importrun",
        "add_country",
        "change_country",
        "add_webhook",
        "change_webhook",
        "delete_webhook",
        "view_webhook",
        "view_webhookdelivery",
        "change_webhookdelivery",
    ],
}


def rights() -> dict[str, set[str]]:
    """Every group with all its permissions, by codename."""
    held: set[str] = set()
    of_group = {}
    for group, added in ADDED_RIGHTS.items():
        held = held | set(added)
        of_group[group] = held
    return of_group


def make_groups(apps: Any, *, using: str) -> None:
    """Make the groups and give them what they lack; what people added stays."""
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    ids = dict(
        permission_model.objects.using(using)
        .filter(content_type__app_label="reactions")
        .values_list("codename", "id")
    )
    holding = group_model.permissions.through
    held = set(holding.objects.using(using).values_list("group_id", "permission_id"))
    lacking = []
    for name, codenames in rights().items():
        group, _ = group_model.objects.using(using).get_or_create(name=name)
        lacking += [
            holding(group_id=group.pk, permission_id=ids[codename])
            for codename in sorted(codenames)
            if codename in ids and (group.pk, ids[codename]) not in held
        ]
    holding.objects.using(using).bulk_create(lacking)
