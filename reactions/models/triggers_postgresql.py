"""The triggers of `reactions.models.triggers` for PostgreSQL.

Each fires after the change, so that it sees the row as it will be, and locks what its
answer rests on: two transactions at READ COMMITTED, Django's level, cannot each do a
half of what neither may do whole. Refusals carry an integrity error's SQLSTATE.
"""

from typing import Any

from reactions.models import search_postgresql, triggers_of_documents
from reactions.models.triggers_of_tombstones import TABLE as TOMBSTONES
from reactions.models.triggers_of_tombstones import for_postgresql


def _refusal(message: str) -> str:
    return (
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    )


# FOR SHARE: whoever is changing this body is waited for, and whoever wants to waits.
_CHECK_QUOTE = f"""
DECLARE
    held text;
BEGIN
    SELECT body INTO held FROM reactions_article WHERE id = NEW.article_id FOR SHARE;
    IF char_length(NEW.quote) <> NEW."end" - NEW.start
        OR substr(held, NEW.start + 1, NEW."end" - NEW.start)
            IS DISTINCT FROM NEW.quote COLLATE "C"
    THEN
        {_refusal("evidence: the quote is not body[start:end]")};
    END IF;
    RETURN NULL;
END"""

_KEEP_BODY = f"""
BEGIN
    IF (NEW.body IS DISTINCT FROM OLD.body COLLATE "C" OR NEW.id <> OLD.id)
        AND EXISTS (SELECT 1 FROM reactions_evidence WHERE article_id = OLD.id)
    THEN
        {_refusal("article: a body that evidence points to never changes")};
    END IF;
    RETURN NULL;
END"""

_FREEZE_CLAIM = f"""
BEGIN
    IF OLD.machine_claim IS NOT NULL
        AND NEW.machine_claim IS DISTINCT FROM OLD.machine_claim
    THEN
        {_refusal("evidence: what a machine read is frozen")};
    END IF;
    RETURN NULL;
END"""


def _prove(parent: str) -> str:
    # The changed row is locked already; a deletion of evidence waits for that lock.
    return f"""
BEGIN
    IF NEW.review = 'accepted' AND NOT EXISTS (
        SELECT 1 FROM reactions_evidence WHERE {parent}_id = NEW.id)
    THEN
        {_refusal(f"{parent}: nothing is accepted without evidence")};
    END IF;
    RETURN NULL;
END"""


def _keep_last_piece_of(parent: str) -> str:
    # The lock conflicts with itself and with acceptance: of two deletions of the last
    # two pieces the second waits, and then sees that it takes the last.
    return f"""
    IF OLD.{parent}_id IS NOT NULL
        AND (TG_OP = 'DELETE' OR NEW.{parent}_id IS DISTINCT FROM OLD.{parent}_id)
    THEN
        SELECT review INTO state FROM reactions_{parent}
            WHERE id = OLD.{parent}_id FOR NO KEY UPDATE;
        IF state = 'accepted' AND NOT EXISTS (
            SELECT 1 FROM reactions_evidence WHERE {parent}_id = OLD.{parent}_id)
        THEN
            {_refusal("evidence: an accepted row keeps its last piece of evidence")};
        END IF;
    END IF;"""


_KEEP_LAST_PIECE = f"""
DECLARE
    state text;
BEGIN
{_keep_last_piece_of("statement")}
{_keep_last_piece_of("action")}
{_keep_last_piece_of("official")}
    RETURN NULL;
END"""

# All tables emptied in one statement are empty by now; evidence alone is refused.
_KEEP_ON_TRUNCATE = f"""
BEGIN
    IF EXISTS (SELECT 1 FROM reactions_statement WHERE review = 'accepted')
        OR EXISTS (SELECT 1 FROM reactions_action WHERE review = 'accepted')
        OR EXISTS (SELECT 1 FROM reactions_official WHERE review = 'accepted')
    THEN
        {_refusal("evidence: an accepted row keeps its last piece of evidence")};
    END IF;
    RETURN NULL;
END"""

# FOR SHARE: whoever is moving one of the acts to another country is waited for.
_CHECK_PREFERENCE = f"""
BEGIN
    IF NEW.undone_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM reactions_action WHERE id IN (NEW.preferred_id, NEW.other_id)
        ORDER BY id FOR SHARE;
    IF NOT EXISTS (
        SELECT 1 FROM reactions_action AS p, reactions_action AS o
        WHERE p.id = NEW.preferred_id AND o.id = NEW.other_id
            AND p.crisis_id = o.crisis_id AND p.country_id = o.country_id)
    THEN
        {_refusal("preference: both acts are of one crisis and country")};
    END IF;
    IF EXISTS (
        SELECT 1 FROM (VALUES (NEW.preferred_piece_id), (NEW.other_piece_id))
            AS piece (id)
        WHERE piece.id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM reactions_evidence AS e
            JOIN reactions_action AS a ON a.id = e.action_id
            WHERE e.id = piece.id AND NEW.preferred_id IN (a.id, a.merged_into_id)))
    THEN
        {_refusal("preference: a claim is one of the act itself")};
    END IF;
    RETURN NULL;
END"""

_KEEP_PREFERRED_ACT = f"""
BEGIN
    IF EXISTS (
        SELECT 1 FROM reactions_preference AS n
        JOIN reactions_action AS p ON p.id = n.preferred_id
        JOIN reactions_action AS o ON o.id = n.other_id
        WHERE n.undone_at IS NULL AND (n.preferred_id = NEW.id OR n.other_id = NEW.id)
            AND (p.crisis_id <> o.crisis_id OR p.country_id <> o.country_id))
    THEN
        {_refusal("preference: both acts are of one crisis and country")};
    END IF;
    RETURN NULL;
END"""

_CLAIM_OF_ACT = _refusal("preference: a claim is one of the act itself")

_KEEP_PREFERRED_CLAIM = f"""
BEGIN
    IF NEW.action_id IS DISTINCT FROM OLD.action_id AND EXISTS (
        SELECT 1 FROM reactions_preference AS n
        WHERE n.undone_at IS NULL
            AND (n.preferred_piece_id = NEW.id OR n.other_piece_id = NEW.id)
            AND NOT EXISTS (
                SELECT 1 FROM reactions_action AS a WHERE a.id = NEW.action_id
                    AND n.preferred_id IN (a.id, a.merged_into_id)))
    THEN
        {_CLAIM_OF_ACT};
    END IF;
    RETURN NULL;
END"""

_KEEP_PREFERRED_CLAIMS = f"""
BEGIN
    IF NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id AND EXISTS (
        SELECT 1 FROM reactions_evidence AS e JOIN reactions_preference AS n
            ON n.preferred_piece_id = e.id OR n.other_piece_id = e.id
        WHERE e.action_id = NEW.id AND n.undone_at IS NULL
            AND n.preferred_id <> NEW.id
            AND n.preferred_id IS DISTINCT FROM NEW.merged_into_id)
    THEN
        {_CLAIM_OF_ACT};
    END IF;
    RETURN NULL;
END"""

# Every act of the chain is held: of two transactions that each close a half of a ring
# one waits, and then sees the other's half.
_REFUSE_RING = f"""
DECLARE
    seen bigint[] := ARRAY[NEW.id];
    next bigint := NEW.fulfils_id;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id
        AND NEW.fulfils_id IS NOT DISTINCT FROM OLD.fulfils_id
    THEN
        RETURN NULL;
    END IF;
    WHILE next IS NOT NULL LOOP
        IF next = NEW.id THEN
            {_refusal("action: acts that carry out one another form no ring")};
        END IF;
        EXIT WHEN next = ANY (seen);
        seen := seen || next;
        SELECT fulfils_id INTO next FROM reactions_action WHERE id = next FOR SHARE;
    END LOOP;
    RETURN NULL;
END"""

# name of trigger and function: when it fires, for each what, the function
_RULES: dict[str, tuple[str, str, str]] = {
    "reactions_quote": (
        'AFTER INSERT OR UPDATE OF article_id, start, "end", quote'
        " ON reactions_evidence",
        "ROW",
        _CHECK_QUOTE,
    ),
    "reactions_claim_frozen": (
        "AFTER UPDATE OF machine_claim ON reactions_evidence",
        "ROW",
        _FREEZE_CLAIM,
    ),
    "reactions_last_piece": (
        "AFTER DELETE OR UPDATE OF statement_id, action_id, official_id"
        " ON reactions_evidence",
        "ROW",
        _KEEP_LAST_PIECE,
    ),
    "reactions_last_piece_on_truncate": (
        "AFTER TRUNCATE ON reactions_evidence",
        "STATEMENT",
        _KEEP_ON_TRUNCATE,
    ),
    "reactions_body_fixed": (
        "AFTER UPDATE OF id, body ON reactions_article",
        "ROW",
        _KEEP_BODY,
    ),
    "reactions_preference_sides": (
        "AFTER INSERT OR UPDATE ON reactions_preference",
        "ROW",
        _CHECK_PREFERENCE,
    ),
    "reactions_preferred_act_stays": (
        "AFTER UPDATE OF crisis_id, country_id ON reactions_action",
        "ROW",
        _KEEP_PREFERRED_ACT,
    ),
    "reactions_preferred_claim_stays": (
        "AFTER UPDATE OF action_id ON reactions_evidence",
        "ROW",
        _KEEP_PREFERRED_CLAIM,
    ),
    "reactions_preferred_claims_stay": (
        "AFTER UPDATE OF merged_into_id ON reactions_action",
        "ROW",
        _KEEP_PREFERRED_CLAIMS,
    ),
    "reactions_fulfils_ring": (
        "AFTER INSERT OR UPDATE OF id, fulfils_id ON reactions_action",
        "ROW WHEN (new.fulfils_id IS NOT NULL)",
        _REFUSE_RING,
    ),
} | {
    f"reactions_{parent}_proved": (
        f"AFTER INSERT OR UPDATE OF id, review ON reactions_{parent}",
        "ROW",
        _prove(parent),
    )
    for parent in ["statement", "action", "official"]
}
_RULES |= search_postgresql.RULES
_RULES |= for_postgresql()
_RULES |= triggers_of_documents.for_postgresql()


def _trigger(name: str) -> str:
    """The trigger in the very words in which PostgreSQL prints it."""
    event, each, _ = _RULES[name]
    return f"CREATE TRIGGER {name} {event} FOR EACH {each} EXECUTE FUNCTION {name}()"


WANTED: dict[str, str] = {
    name: f"{_trigger(name)}\n{function}" for name, (_, _, function) in _RULES.items()
}

FUNCTION_OF_WORDS = "reactions_words"
# Triggers on, or about, a table that an earlier state of the migrations lacks.
NEEDS: dict[str, str] = {
    name: "reactions_preference" for name in _RULES if "_prefer" in name
} | dict.fromkeys(search_postgresql.RULES, FUNCTION_OF_WORDS)
NEEDS |= dict.fromkeys(for_postgresql(), TOMBSTONES)
NEEDS |= dict.fromkeys(
    triggers_of_documents.for_postgresql(), triggers_of_documents.LAST_TABLE
)


def more(cursor: Any) -> set[str]:
    """What NEEDS names besides tables."""
    return {FUNCTION_OF_WORDS} if search_postgresql.are_there(cursor) else set()


def read(cursor: Any) -> dict[str, str]:
    """What stands, switched-off triggers marked so that they differ."""
    cursor.execute(
        """
        SELECT t.tgname, concat(
            CASE WHEN t.tgenabled IN ('D', 'R') THEN 'off: ' END,
            pg_get_triggerdef(t.oid, true), E'\\n', f.prosrc)
        FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
        WHERE t.tgname LIKE 'reactions\\_%' AND NOT t.tgisinternal
            AND pg_table_is_visible(t.tgrelid)
        """
    )
    return dict(cursor.fetchall())


def drop(cursor: Any, name: str) -> None:
    # The function takes its trigger along.
    cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def make(cursor: Any, name: str) -> None:
    function = _RULES[name][2]
    cursor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $function${function}$function$"
    )
    cursor.execute(_trigger(name))
