"""The triggers that leave a tombstone for what is gone, on both engines.

A row is gone when it is deleted, merged into another, or when its review falls: an
accepted one is reopened or rejected, a proposed one rejected. When it stands again (it
is taken apart, accepted, or proposed anew) its tombstone goes.
"""

TABLE = "reactions_tombstone"
KINDS = {
    # kind: its crisis, its country, whether it can be merged
    "action": ("crisis_id", "country_id", True),
    "statement": ("crisis_id", "country_id", False),
    "official": ("NULL", "country_id", True),
}
COLUMNS = 'kind, "key", what, was, "into", crisis_id, country_id, happened_at'
NOW_SQLITE = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
# The end of the change and not the begin of its transaction.
NOW_POSTGRESQL = "clock_timestamp()"

FELL = (
    "(OLD.review = 'accepted' AND NEW.review <> 'accepted')"
    " OR (OLD.review = 'proposed' AND NEW.review = 'rejected')"
)
ROSE = (
    "(OLD.review = 'rejected' AND NEW.review <> 'rejected')"
    " OR (OLD.review <> 'accepted' AND NEW.review = 'accepted')"
)
MERGED = "OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL"
PARTED = "OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NULL"


def _insert(kind: str, what: str, *, row: str, into: str, now: str) -> str:
    crisis, country, _ = KINDS[kind]
    crisis = crisis if crisis == "NULL" else f"{row}.{crisis}"
    return (
        f"INSERT INTO {TABLE} ({COLUMNS}) VALUES ('{kind}', {row}.public_id, '{what}',"
        f" OLD.review, {into}, {crisis}, {row}.{country}, {now});"
    )


def _forget(kind: str, what: str) -> str:
    return (
        f"DELETE FROM {TABLE} WHERE kind = '{kind}' AND \"key\" = NEW.public_id"
        f" AND what = '{what}';"
    )


def _survivor(kind: str) -> str:
    return f"(SELECT public_id FROM reactions_{kind} WHERE id = NEW.merged_into_id)"


def _article(now: str) -> str:
    return (
        f"INSERT INTO {TABLE} ({COLUMNS}) VALUES ('article',"
        " CAST(OLD.id AS varchar(24)), 'deleted', '', '', OLD.crisis_id, NULL,"
        f" {now});"
    )


def _changes(kind: str, now: str) -> list[tuple[str, str, str, str]]:
    """Name, columns, condition and statement of each."""
    made = [
        (
            "withdrawn",
            "review",
            FELL,
            _insert(kind, "withdrawn", row="NEW", into="''", now=now),
        ),
        ("stands", "review", ROSE, _forget(kind, "withdrawn")),
    ]
    if KINDS[kind][2]:
        made += [
            (
                "merged",
                "merged_into_id",
                MERGED,
                _insert(kind, "merged", row="NEW", into=_survivor(kind), now=now),
            ),
            ("parted", "merged_into_id", PARTED, _forget(kind, "merged")),
        ]
    return made


def for_sqlite() -> dict[str, tuple[str, str, str]]:
    """Name to when it fires, the condition, and what it does then."""
    now = NOW_SQLITE
    rules = {
        "reactions_article_deleted": (
            'AFTER DELETE ON "reactions_article"',
            "1",
            f"BEGIN {_article(now)} END",
        )
    }
    for kind in KINDS:
        gone = _insert(kind, "deleted", row="OLD", into="''", now=now)
        rules[f"reactions_{kind}_deleted"] = (
            f'AFTER DELETE ON "reactions_{kind}"',
            "1",
            f"BEGIN {gone} END",
        )
        for name, column, condition, statement in _changes(kind, now):
            rules[f"reactions_{kind}_{name}"] = (
                f'AFTER UPDATE OF "{column}" ON "reactions_{kind}"',
                condition,
                f"BEGIN {statement} END",
            )
    return rules


def for_postgresql() -> dict[str, tuple[str, str, str]]:
    """Name to when it fires, for each what, and the function."""
    now = NOW_POSTGRESQL

    def function(body: str) -> str:
        return f"\nBEGIN\n    {body}\n    RETURN NULL;\nEND"

    rules = {
        "reactions_article_deleted": (
            "AFTER DELETE ON reactions_article",
            "ROW",
            function(_article(now)),
        )
    }
    for kind in KINDS:
        gone = _insert(kind, "deleted", row="OLD", into="''", now=now)
        rules[f"reactions_{kind}_deleted"] = (
            f"AFTER DELETE ON reactions_{kind}",
            "ROW",
            function(gone),
        )
        for name, column, condition, statement in _changes(kind, now):
            rules[f"reactions_{kind}_{name}"] = (
                f"AFTER UPDATE OF {column} ON reactions_{kind}",
                "ROW",
                function(f"IF {condition} THEN {statement} END IF;"),
            )
    return rules
