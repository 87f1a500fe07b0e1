"""The triggers of `reactions.models.triggers` for SQLite.

They fire after the change, on the values as stored; RAISE(ABORT) undoes the statement.
SQLite stores any type in any column and lets `OR REPLACE` throw rows out in silence:
both are looked at here, since a raw connection brings none of our settings.
"""

from typing import Any

from reactions.models import search_sqlite, triggers_of_documents
from reactions.models.triggers_of_tombstones import TABLE as TOMBSTONES
from reactions.models.triggers_of_tombstones import for_sqlite

PARENTS = ["statement", "action", "official"]


def _refusal(message: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{message}'); END"


_QUOTE_DIFFERS = """
    typeof(NEW."start") <> 'integer' OR typeof(NEW."end") <> 'integer'
    OR typeof(NEW."quote") <> 'text'
    OR length(NEW."quote") <> NEW."end" - NEW."start"
    OR NEW."quote" IS NOT (
        SELECT substr("body", NEW."start" + 1, NEW."end" - NEW."start")
        FROM "reactions_article" WHERE "id" = NEW."article_id")"""
_NO_QUOTE = _refusal("evidence: the quote is not body[start:end]")

# length() and substr() stop at a NUL, so a body that holds one could not be quoted;
# PostgreSQL refuses it by itself.
_NOT_TEXT = """
    typeof(NEW."body") <> 'text' OR instr(NEW."body", char(0)) > 0"""
_NO_TEXT = _refusal("article: the body is not text, or holds a NUL")

_FIXED_BODY = _refusal("article: a body that evidence points to never changes")
_BARE = _refusal("evidence: an accepted row keeps its last piece of evidence")


def _left_bare(row: str, *, besides: str = "") -> str:
    """Whether a parent of `row` is accepted and has no evidence (`besides` one)."""
    return "\n    OR ".join(
        f"""(EXISTS (SELECT 1 FROM "reactions_{parent}"
            WHERE "id" = {row}."{parent}_id" AND "review" = 'accepted')
        AND NOT EXISTS (SELECT 1 FROM "reactions_evidence" AS "other"
            WHERE "other"."{parent}_id" = {row}."{parent}_id"{besides}))"""
        for parent in PARENTS
    )


def _throws_out_last_piece(*, also: str = "") -> str:
    """Whether REPLACE would delete another row that is some parent's last piece.

    SQLite tells no delete trigger about it unless `recursive_triggers` is on.
    """
    moved = " OR ".join(
        f'"gone"."{parent}_id" IS NOT NEW."{parent}_id"' for parent in PARENTS
    )
    bare = _left_bare('"gone"', besides=' AND "other"."id" <> "gone"."id"')
    return f"""EXISTS (SELECT 1 FROM "reactions_evidence" AS "gone"
    WHERE ("gone"."id" = NEW."id" OR "gone"."claim_key" = NEW."claim_key"){also}
    AND ({moved}) AND ({bare}))"""


def _accepted_without_evidence(parent: str) -> str:
    return f"""NEW."review" = 'accepted' AND NOT EXISTS (
    SELECT 1 FROM "reactions_evidence" WHERE "{parent}_id" = NEW."id")"""


_TWO_PLACES = _refusal("preference: both acts are of one crisis and country")
_OTHERS_CLAIM = _refusal("preference: a claim is one of the act itself")


def _differ(one: str, other: str) -> str:
    """Whether two acts are of two crises or countries, or one is not there."""
    return f"""NOT EXISTS (
    SELECT 1 FROM "reactions_action" AS "p", "reactions_action" AS "o"
    WHERE "p"."id" = {one} AND "o"."id" = {other}
    AND "p"."crisis_id" = "o"."crisis_id" AND "p"."country_id" = "o"."country_id")"""


def _not_of_act(piece: str) -> str:
    return f"""(NEW."{piece}_id" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "reactions_evidence" AS "e"
    JOIN "reactions_action" AS "a" ON "a"."id" = "e"."action_id"
    WHERE "e"."id" = NEW."{piece}_id"
    AND NEW."preferred_id" IN ("a"."id", "a"."merged_into_id")))"""


_ACTS_DIFFER = f"""NEW."undone_at" IS NULL
    AND {_differ('NEW."preferred_id"', 'NEW."other_id"')}"""
_CLAIMS_DIFFER = f"""NEW."undone_at" IS NULL
    AND ({_not_of_act("preferred_piece")} OR {_not_of_act("other_piece")})"""

# An open preference names a claim that is of its act no more.
_CLAIM_LEFT = """EXISTS (SELECT 1 FROM "reactions_preference" AS "n"
    WHERE "n"."undone_at" IS NULL
    AND ("n"."preferred_piece_id" = NEW."id" OR "n"."other_piece_id" = NEW."id")
    AND NOT EXISTS (SELECT 1 FROM "reactions_action" AS "a"
        WHERE "a"."id" = NEW."action_id"
        AND "n"."preferred_id" IN ("a"."id", "a"."merged_into_id")))"""
_CLAIMS_LEFT = """NEW."merged_into_id" IS NOT OLD."merged_into_id" AND EXISTS (
    SELECT 1 FROM "reactions_evidence" AS "e" JOIN "reactions_preference" AS "n"
    ON "n"."preferred_piece_id" = "e"."id" OR "n"."other_piece_id" = "e"."id"
    WHERE "e"."action_id" = NEW."id" AND "n"."undone_at" IS NULL
    AND "n"."preferred_id" <> NEW."id"
    AND "n"."preferred_id" IS NOT NEW."merged_into_id")"""
# A chain of acts that carry out one another, walked from where the new link leads.
_RING = """NEW."fulfils_id" IS NOT NULL AND EXISTS (
    WITH RECURSIVE "chain" ("id") AS (
        SELECT NEW."fulfils_id" UNION
        SELECT "a"."fulfils_id" FROM "reactions_action" AS "a"
        JOIN "chain" ON "a"."id" = "chain"."id" WHERE "a"."fulfils_id" IS NOT NULL)
    SELECT 1 FROM "chain" WHERE "id" = NEW."id")"""
_NO_RING = _refusal("action: acts that carry out one another form no ring")

# name: when it fires, the condition, what it does then
_RULES: dict[str, tuple[str, str, str]] = {
    "reactions_quote_on_insert": (
        'AFTER INSERT ON "reactions_evidence"',
        _QUOTE_DIFFERS,
        _NO_QUOTE,
    ),
    "reactions_quote_on_update": (
        'AFTER UPDATE OF "article_id", "start", "end", "quote" ON "reactions_evidence"',
        _QUOTE_DIFFERS,
        _NO_QUOTE,
    ),
    "reactions_claim_frozen": (
        'AFTER UPDATE OF "machine_claim" ON "reactions_evidence"',
        """OLD."machine_claim" IS NOT NULL
    AND json(NEW."machine_claim") IS NOT json(OLD."machine_claim")""",
        _refusal("evidence: what a machine read is frozen"),
    ),
    "reactions_last_piece_on_delete": (
        'AFTER DELETE ON "reactions_evidence"',
        _left_bare("OLD"),
        _BARE,
    ),
    "reactions_last_piece_on_update": (
        'AFTER UPDATE OF "statement_id", "action_id", "official_id"'
        ' ON "reactions_evidence"',
        _left_bare("OLD"),
        _BARE,
    ),
    "reactions_last_piece_on_insert_replace": (
        'BEFORE INSERT ON "reactions_evidence"',
        _throws_out_last_piece(),
        _BARE,
    ),
    "reactions_last_piece_on_update_replace": (
        'BEFORE UPDATE OF "id", "claim_key" ON "reactions_evidence"',
        _throws_out_last_piece(also=' AND "gone"."id" <> OLD."id"'),
        _BARE,
    ),
    "reactions_body_text_on_insert": (
        'AFTER INSERT ON "reactions_article"',
        _NOT_TEXT,
        _NO_TEXT,
    ),
    "reactions_body_text_on_update": (
        'AFTER UPDATE OF "body" ON "reactions_article"',
        _NOT_TEXT,
        _NO_TEXT,
    ),
    "reactions_body_fixed_on_update": (
        'AFTER UPDATE OF "id", "body" ON "reactions_article"',
        """(NEW."body" IS NOT OLD."body" OR NEW."id" <> OLD."id") AND EXISTS (
    SELECT 1 FROM "reactions_evidence" WHERE "article_id" = OLD."id")""",
        _FIXED_BODY,
    ),
    # Fires for a row that REPLACE put in the place of a quoted one.
    "reactions_body_fixed_on_replace": (
        'AFTER INSERT ON "reactions_article"',
        """EXISTS (SELECT 1 FROM "reactions_evidence" WHERE "article_id" = NEW."id"
    AND "quote" IS NOT substr(NEW."body", "start" + 1, "end" - "start"))""",
        _FIXED_BODY,
    ),
    "reactions_body_kept": (
        'BEFORE DELETE ON "reactions_article"',
        """EXISTS (SELECT 1 FROM "reactions_evidence"
    WHERE "article_id" = OLD."id")""",
        _refusal("article: evidence points to it"),
    ),
} | {
    f"reactions_{parent}_proved_on_{event.split()[0].lower()}": (
        f'AFTER {event} ON "reactions_{parent}"',
        _accepted_without_evidence(parent),
        _refusal(f"{parent}: nothing is accepted without evidence"),
    )
    for parent in PARENTS
    for event in ["INSERT", 'UPDATE OF "id", "review"']
}

# A preference is between acts of one crisis and country; claims are of the act itself.
_RULES |= {
    f"reactions_preference_{what}_on_{event.lower()}": (
        f'AFTER {event} ON "reactions_preference"',
        condition,
        refusal,
    )
    for event in ["INSERT", "UPDATE"]
    for what, condition, refusal in [
        ("acts", _ACTS_DIFFER, _TWO_PLACES),
        ("claims", _CLAIMS_DIFFER, _OTHERS_CLAIM),
    ]
}
_RULES["reactions_preferred_act_stays"] = (
    'AFTER UPDATE OF "crisis_id", "country_id" ON "reactions_action"',
    f"""EXISTS (SELECT 1 FROM "reactions_preference" AS "n"
    WHERE "n"."undone_at" IS NULL
    AND ("n"."preferred_id" = NEW."id" OR "n"."other_id" = NEW."id")
    AND {_differ('"n"."preferred_id"', '"n"."other_id"')})""",
    _TWO_PLACES,
)
_RULES["reactions_preferred_claim_stays"] = (
    'AFTER UPDATE OF "action_id" ON "reactions_evidence"',
    _CLAIM_LEFT,
    _OTHERS_CLAIM,
)
_RULES["reactions_preferred_claims_stay"] = (
    'AFTER UPDATE OF "merged_into_id" ON "reactions_action"',
    _CLAIMS_LEFT,
    _OTHERS_CLAIM,
)
_RULES |= {
    f"reactions_fulfils_ring_on_{event.split()[0].lower()}": (
        f'AFTER {event} ON "reactions_action"',
        _RING,
        _NO_RING,
    )
    for event in ["INSERT", 'UPDATE OF "id", "fulfils_id"']
}

WANTED: dict[str, str] = {
    name: f'CREATE TRIGGER "{name}" {event}\nFOR EACH ROW WHEN {condition}\n{action}'
    for name, (event, condition, action) in (
        _RULES | for_sqlite() | triggers_of_documents.for_sqlite()
    ).items()
} | search_sqlite.TRIGGERS

# Triggers on, or about, a table that an earlier state of the migrations lacks.
NEEDS: dict[str, str] = {
    name: "reactions_preference" for name in _RULES if "_prefer" in name
} | {
    name: index
    for index, triggers in search_sqlite.TRIGGERS_OF.items()
    for name in triggers
}
NEEDS |= dict.fromkeys(for_sqlite(), TOMBSTONES)
NEEDS |= dict.fromkeys(
    triggers_of_documents.for_sqlite(), triggers_of_documents.LAST_TABLE
)


def more(cursor: Any) -> set[str]:
    """What NEEDS names besides tables."""
    return set()


def read(cursor: Any) -> dict[str, str]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE 'reactions\\_%' ESCAPE '\\'"
    )
    return dict(cursor.fetchall())


def drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def make(cursor: Any, name: str) -> None:
    cursor.execute(WANTED[name])
