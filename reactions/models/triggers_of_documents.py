"""The triggers that keep documents (`reactions.models.row_document`) true, on both
engines: made with their row, gone with it, blank whenever something they tell changes.

On PostgreSQL a change writes the document even where it is blank already: so it waits
for whoever is writing the document from what was there before, and blanks it then. And
it asks who else is concerned after that wait, in a statement of its own. Whoever holds
a document has locked its row before: in one order nobody waits for one another.
SQLite tells no delete trigger of a row that INSERT OR REPLACE throws out unless
`recursive_triggers` is on, as in our connections.
"""

from collections.abc import Iterable
from typing import Any

KINDS = {"action": True, "statement": False}
"""Whether rows of the kind can be merged: their evidence stands under the survivor."""
TABLES = {kind: f"reactions_{kind}document" for kind in KINDS}
LAST_TABLE = TABLES["statement"]
"""The one that the migration makes last: where it is, both are."""
OF_ARTICLE = ("id", "title", "publisher", "agency", "published_on", "url")
DATED = tuple(
    f"{day}_on{part}"
    for day in ("announced", "effective")
    for part in ("", "_precision", "_basis")
)
SHOWN = {
    "action": (
        *("public_id", "crisis_id", "country_id", "type", "stage", *DATED, "known_on"),
        *("counts_on", "destination", "quantity", "summary", "fulfils_id"),
        *("merged_into_id", "review", "decided_at", "version", "updated_at"),
    ),
    "statement": (
        *("public_id", "crisis_id", "country_id", "official_id", "speaker", "kind"),
        *("speaker_title", "stance", "text", "said_on", "said_on_precision"),
        *("said_on_basis", "continues_id", "review", "decided_at", "version"),
        "updated_at",
    ),
}
"""The columns of a row that tell something; how urgent it is, say, tells nothing."""
SURVIVOR = "SELECT merged_into_id FROM reactions_action WHERE id = {row}.action_id"
SURVIVORS_OF_ARTICLE = (
    "SELECT a.merged_into_id FROM reactions_evidence AS e"
    " JOIN reactions_action AS a ON a.id = e.action_id"
    " WHERE e.article_id = NEW.id AND a.merged_into_id IS NOT NULL"
)

MERGED_OF_ADDED = "SELECT merged_into_id FROM added WHERE merged_into_id IS NOT NULL"
SURVIVORS_OF_ADDED = (
    "SELECT a.merged_into_id FROM added AS e JOIN reactions_action AS a"
    " ON a.id = e.action_id WHERE a.merged_into_id IS NOT NULL"
)


def fill(cursor: Any) -> None:
    """A blank document for every row; what was written unwatched is forgotten. None
    is deleted while its row is there: whoever waits for it would have lost it."""
    for kind, table in TABLES.items():
        rows = f"reactions_{kind} AS r"
        cursor.execute(f"UPDATE {table} SET text = '', form = 0")  # noqa: S608 - ours
        cursor.execute(_missing(kind))
        cursor.execute(
            f"DELETE FROM {table} WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {rows} WHERE r.id = {table}.row_id)"
        )


def _missing(kind: str) -> str:
    """Makes a blank document for every row that has none."""
    table = TABLES[kind]
    return (
        f"INSERT INTO {table} (row_id, text, form)"  # noqa: S608
        f" SELECT r.id, '', 0 FROM reactions_{kind} AS r WHERE NOT EXISTS"
        f" (SELECT 1 FROM {table} AS d WHERE d.row_id = r.id)"
        " ON CONFLICT (row_id) DO NOTHING"
    )


def _made(kind: str) -> str:
    table = TABLES[kind]
    return (
        f"DELETE FROM {table} WHERE row_id = NEW.id;"
        f" INSERT INTO {table} (row_id, text, form) VALUES (NEW.id, '', 0);"
    )


def _gone(kind: str) -> str:
    return f"DELETE FROM {TABLES[kind]} WHERE row_id = OLD.id;"


def _blank(kind: str, rows: str, *, more: str = "") -> str:
    return (
        f"UPDATE {TABLES[kind]} SET text = '', form = 0"  # noqa: S608
        f" WHERE row_id IN ({rows}){more};"
    )


def _blank_written(kind: str, rows: str) -> str:
    """For SQLite, where there is one writer at a time."""
    return _blank(kind, rows, more=" AND form <> 0")


def _of_article(kind: str) -> str:
    return f"SELECT {kind}_id FROM reactions_evidence WHERE article_id = NEW.id"  # noqa: S608


Rules = dict[str, tuple[str, str, str]]
"""Name to when each fires, the condition or for each what, and what it does then."""


def for_sqlite() -> Rules:
    rules = _of_merged_sqlite() | _of_evidence_sqlite() | _of_articles_sqlite()
    for kind in KINDS:
        table, own = f'"reactions_{kind}"', _blank_written(kind, "NEW.id")
        rules |= _rule(f"{kind}_document_on_insert", f"INSERT ON {table}", _made(kind))
        rules |= _rule(
            f"{kind}_document_on_update",
            f"UPDATE ON {table}",
            own,
            when=_differs(SHOWN[kind], "IS NOT"),
        )
        rules |= _rule(f"{kind}_document_on_delete", f"DELETE ON {table}", _gone(kind))
        rules |= _rule(
            f"{kind}_document_on_renumbering",
            f"UPDATE ON {table}",
            f"{_gone(kind)} {_made(kind)}",
            when="NEW.id <> OLD.id",
        )
    return rules


def _rule(name: str, event: str, does: str, *, when: str = "1") -> Rules:
    return {f"reactions_{name}": (f"AFTER {event}", when, f"BEGIN {does} END")}


def _of_merged_sqlite() -> Rules:
    return (
        _rule(
            "action_document_on_coming_merged",
            'INSERT ON "reactions_action"',
            _blank_written("action", "NEW.merged_into_id"),
            when="NEW.merged_into_id IS NOT NULL",
        )
        | _rule(
            "action_document_on_merge",
            'UPDATE ON "reactions_action"',
            _blank_written("action", "OLD.merged_into_id, NEW.merged_into_id"),
            when=_differs(("id", "merged_into_id"), "IS NOT"),
        )
        | _rule(
            "action_document_on_loss",
            'DELETE ON "reactions_action"',
            _blank_written("action", "OLD.merged_into_id"),
            when="OLD.merged_into_id IS NOT NULL",
        )
    )


def _of_evidence_sqlite() -> Rules:
    def parents(row: str) -> str:
        acts = f"{row}.action_id, ({SURVIVOR.format(row=row)})"
        said = _blank_written("statement", f"{row}.statement_id")
        return f"{_blank_written('action', acts)} {said}"

    rules: Rules = {}
    for event, does in (
        ("INSERT", parents("NEW")),
        ("UPDATE", f"{parents('OLD')} {parents('NEW')}"),
        ("DELETE", parents("OLD")),
    ):
        name = f"evidence_documents_on_{event.lower()}"
        rules |= _rule(name, f'{event} ON "reactions_evidence"', does)
    return rules


def _of_articles_sqlite() -> Rules:
    acts = f"{_of_article('action')} UNION ALL {SURVIVORS_OF_ARTICLE}"
    does = _blank_written("action", acts)
    does += f" {_blank_written('statement', _of_article('statement'))}"
    # An insert may have replaced an article that is quoted.
    name, table = "article_documents_on", '"reactions_article"'
    rules = _rule(f"{name}_insert", f"INSERT ON {table}", does)
    differs = _differs(OF_ARTICLE, "IS NOT")
    return rules | _rule(f"{name}_update", f"UPDATE ON {table}", does, when=differs)


def _differs(columns: Iterable[str], sign: str) -> str:
    return " OR ".join(f"NEW.{column} {sign} OLD.{column}" for column in columns)


def for_postgresql() -> Rules:
    rules: Rules = {
        f"reactions_{kind}_document": (
            f"AFTER DELETE OR UPDATE ON reactions_{kind}",
            "ROW",
            _own_postgresql(kind, merges=merges),
        )
        for kind, merges in KINDS.items()
    }
    rules["reactions_evidence_documents"] = (
        "AFTER DELETE OR UPDATE ON reactions_evidence",
        "ROW",
        f"\nBEGIN{_parents_postgresql('OLD')}{_parents_postgresql('NEW')}"
        "\n    RETURN NULL;\nEND",
    )
    # Imports add many at once: a trigger a row would cost several times as much.
    for kind in KINDS:
        of_merged = [_blank("action", MERGED_OF_ADDED)] if KINDS[kind] else []
        made = _added(kind, _made_of_added(kind), *of_merged)
        rules[f"reactions_{kind}_document_made"] = made
    rules["reactions_evidence_documents_made"] = _added(
        "evidence",
        *(_locked(kind, f"SELECT {kind}_id FROM added") for kind in KINDS),
        _blank("action", "SELECT action_id FROM added"),
        _blank("action", SURVIVORS_OF_ADDED),
        _blank("statement", "SELECT statement_id FROM added"),
    )
    of_article = [
        # Evidence that somebody moves to another row meanwhile is waited for.
        "PERFORM 1 FROM reactions_evidence WHERE article_id = NEW.id FOR SHARE;",
        _blank("action", _of_article("action")),
        _blank("action", SURVIVORS_OF_ARTICLE),
        _blank("statement", _of_article("statement")),
    ]
    rules["reactions_article_documents"] = _renamed("article", OF_ARTICLE, of_article)
    return rules | _of_emptied_postgresql()


def _of_emptied_postgresql() -> Rules:
    """TRUNCATE tells no trigger of rows. What it left of the others stands by now: of
    tables that are emptied together nothing."""
    blank = [f"UPDATE {table} SET text = '', form = 0;" for table in TABLES.values()]  # noqa: S608
    rules = {"reactions_evidence_documents_emptied": _emptied("evidence", *blank)}
    for kind, table in TABLES.items():
        gone = f"DELETE FROM {table};"  # noqa: S608
        rules[f"reactions_{kind}_emptied"] = _emptied(kind, gone)
        again = f"{_missing(kind)};"
        rules[f"{table}_emptied"] = _emptied(f"{kind}document", again)
    return rules


def _emptied(table: str, *does: str) -> tuple[str, str, str]:
    return _once(f"AFTER TRUNCATE ON reactions_{table}", does)


def _once(event: str, does: Iterable[str]) -> tuple[str, str, str]:
    """A rule that does this once for a whole statement."""
    lines = "\n    ".join((*does, "RETURN NULL;"))
    return event, "STATEMENT", f"\nBEGIN\n    {lines}\nEND"


def _locked(kind: str, rows: str) -> str:
    """Rows locked as a foreign key to them does, which is asked only at the end."""
    return (
        f"PERFORM 1 FROM reactions_{kind} WHERE id IN ({rows})"
        " ORDER BY id FOR KEY SHARE;"
    )


def _added(table: str, *does: str) -> tuple[str, str, str]:
    event = f"AFTER INSERT ON reactions_{table} REFERENCING NEW TABLE AS added"
    return _once(event, does)


def _made_of_added(kind: str) -> str:
    return (
        f"INSERT INTO {TABLES[kind]} (row_id, text, form)"  # noqa: S608
        " SELECT id, '', 0 FROM added"
        " ON CONFLICT (row_id) DO UPDATE SET text = '', form = 0;"
    )


def _renamed(
    table: str, told: Iterable[str], does: Iterable[str]
) -> tuple[str, str, str]:
    differs = _differs(told, "IS DISTINCT FROM")
    return (
        f"AFTER UPDATE ON reactions_{table}",
        "ROW",
        f"""
BEGIN
    IF {differs} THEN
        {" ".join(does)}
    END IF;
    RETURN NULL;
END""",
    )


def _own_postgresql(kind: str, *, merges: bool) -> str:
    of_merged = f"""
    IF OLD.merged_into_id IS NOT NULL THEN
        {_blank("action", "OLD.merged_into_id")}
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.merged_into_id IS NOT NULL THEN
        {_blank("action", "NEW.merged_into_id")}
    END IF;"""
    return f"""
BEGIN
    IF TG_OP = 'DELETE' THEN
        {_gone(kind)}
    ELSIF NEW.id <> OLD.id THEN
        {_gone(kind)}
        {_made(kind)}
    ELSIF {_differs(SHOWN[kind], "IS DISTINCT FROM")} THEN
        {_blank(kind, "NEW.id")}
    END IF;{of_merged if merges else ""}
    RETURN NULL;
END"""


def _parents_postgresql(row: str) -> str:
    if_there = "TRUE" if row == "OLD" else "TG_OP = 'UPDATE'"
    return f"""
    IF {if_there} THEN
        IF {row}.action_id IS NOT NULL THEN
            {_locked("action", f"{row}.action_id")}
            {_blank("action", f"{row}.action_id")}
            {_blank("action", SURVIVOR.format(row=row))}
        ELSIF {row}.statement_id IS NOT NULL THEN
            {_locked("statement", f"{row}.statement_id")}
            {_blank("statement", f"{row}.statement_id")}
        END IF;
    END IF;"""
