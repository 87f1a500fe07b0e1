"""The search index on SQLite: FTS5 tables without a copy of the text, kept by triggers.

A row of the index has the id `(Julian day << 32) | id`: hits come in the order of days,
the newest first when read from the end. SQLite tells no delete trigger of a row that
INSERT OR REPLACE throws out unless `recursive_triggers` is on, as in our connections.
"""

from typing import Any

TOKENIZE = "unicode61 remove_diacritics 2 categories 'L* Nd'"
_ALIASES = (
    "coalesce((SELECT group_concat(value, ' ') FROM json_each({row}.\"aliases\")), '')"
)
_COUNTRY = "'country' || {row}.\"country_id\""
_HEAD = ["title", "publisher", "agency"]

# index table: the table, its day, its columns, what else is indexed
INDEXES: dict[str, tuple[str, str, list[str], str]] = {
    "reactions_action_words": (
        "reactions_action",
        "known_on",
        ["summary", "destination", "type"],
        _COUNTRY,
    ),
    "reactions_statement_words": (
        "reactions_statement",
        "said_on",
        ["text", "speaker", "speaker_title"],
        _COUNTRY,
    ),
    "reactions_official_words": (
        "reactions_official",
        "",
        ["name", "title"],
        f"{_ALIASES} || ' ' || {_COUNTRY}",
    ),
    "reactions_article_words": ("reactions_article", "published_on", _HEAD, "''"),
    "reactions_article_texts": (
        "reactions_article",
        "published_on",
        _HEAD,
        'substr({row}."body", 1, 200000)',
    ),
}
FURTHER = {
    "reactions_action_words": ["country_id"],
    "reactions_statement_words": ["country_id"],
    "reactions_official_words": ["aliases", "country_id"],
    "reactions_article_texts": ["body"],
}


def _row_id(index: str, row: str) -> str:
    day = INDEXES[index][1]
    julian = f'coalesce(CAST(julianday({row}."{day}") AS INTEGER), 0)' if day else "0"
    return f'(({julian} << 32) | {row}."id")'


def _text(index: str, row: str) -> str:
    _, _, columns, more = INDEXES[index]
    own = [f'{row}."{column}"' for column in columns]
    return " || ' ' || ".join([*own, more.replace("{row}", row)])


def _put(index: str, row: str) -> str:
    return (
        f'INSERT INTO "{index}"(rowid, words)'
        f" VALUES ({_row_id(index, row)}, {_text(index, row)});"
    )


def _take(index: str, row: str) -> str:
    """An index without texts is told what it held; never twice of one row."""
    return (
        f'INSERT INTO "{index}"("{index}", rowid, words)'
        f" SELECT 'delete', {_row_id(index, row)}, {_text(index, row)}"
        f' WHERE EXISTS (SELECT 1 FROM "{index}_docsize"'
        f" WHERE id = {_row_id(index, row)});"
    )


def _triggers(index: str) -> dict[str, str]:
    table, day, columns, _ = INDEXES[index]
    watched = ["id", *([day] if day else []), *columns, *FURTHER.get(index, [])]
    of = ", ".join(f'"{column}"' for column in watched)
    differs = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in watched)
    told = {
        "insert": (f'AFTER INSERT ON "{table}"', "", _put(index, "NEW")),
        "delete": (f'AFTER DELETE ON "{table}"', "", _take(index, "OLD")),
        "update": (
            f'AFTER UPDATE OF {of} ON "{table}"',
            f" WHEN {differs}",
            f"{_take(index, 'OLD')} {_put(index, 'NEW')}",
        ),
    }
    return {
        f"{index}_on_{name}": (
            f'CREATE TRIGGER "{index}_on_{name}" {event}\n'
            f"FOR EACH ROW{when}\nBEGIN {action} END"
        )
        for name, (event, when, action) in told.items()
    }


TRIGGERS_OF = {index: _triggers(index) for index in INDEXES}
TRIGGERS = {name: sql for each in TRIGGERS_OF.values() for name, sql in each.items()}


def make(cursor: Any) -> None:
    """Make the index tables and fill them with what is there."""
    for index, (table, *_) in INDEXES.items():
        cursor.execute(
            f'CREATE VIRTUAL TABLE "{index}" USING fts5('
            f"words, content='', detail=none, tokenize=\"{TOKENIZE}\")"
        )
        row = f'"{table}"'
        cursor.execute(
            f'INSERT INTO "{index}"(rowid, words)'
            f" SELECT {_row_id(index, row)}, {_text(index, row)} FROM {row}"
        )


def drop(cursor: Any) -> None:
    for name in TRIGGERS:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    for index in INDEXES:
        cursor.execute(f'DROP TABLE "{index}"')
