"""The search index on PostgreSQL: columns of the tables with GIN indexes, kept by
triggers. (Generated columns would bar migrations from changing what they are made of.)

PostgreSQL's own parser of texts knows addresses,
signed numbers and hyphenated words, SQLite's does not; so texts are folded and parted
here as SQLite does it. The letters' properties come from ICU, whatever the locale of
the database.
"""

from typing import Any

from reactions.models.search import LONGEST_BODY, MARKS, VARIANTS

_FOLDED = f"""
    regexp_replace(
        translate(
            lower(
                normalize(
                    regexp_replace(
                        normalize(regexp_replace($1, '[{MARKS}]', '', 'g'), NFD),
                        '([A-Za-z])[\u0300-\u036f]+', '\\1', 'g'),
                    NFC) COLLATE "und-x-icu"),
            '{VARIANTS[0]}', '{VARIANTS[1]}') COLLATE "und-x-icu",
        '[^[:alnum:]]+', ' ', 'g')"""
# A lexeme holds 2 kB; nobody can ask for a word as long as what is cut off here.
FUNCTION = f"""
CREATE FUNCTION reactions_words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
SELECT array_to_tsvector(array_remove(string_to_array(
    regexp_replace({_FOLDED}, '([^ ]{{250}})[^ ]+', '\\1', 'g'), ' '), ''))
$function$"""

_HEAD = ["title", "publisher", "agency"]
# table: its columns of words, each with the columns that it is made of
COLUMNS: dict[str, dict[str, list[str]]] = {
    "reactions_action": {
        "words": ["summary", "destination", "type", "'country' || {row}country_id"]
    },
    "reactions_statement": {
        "words": ["text", "speaker", "speaker_title", "'country' || {row}country_id"]
    },
    "reactions_official": {
        "words": ["name", "title", "{row}aliases::text", "'country' || {row}country_id"]
    },
    "reactions_article": {
        "words": _HEAD,
        "texts": [*_HEAD, f"left({{row}}body, {LONGEST_BODY})"],
    },
}


def _made_of(parts: list[str], *, row: str) -> str:
    texts = [
        part.replace("{row}", row) if "{row}" in part else f"{row}{part}"
        for part in parts
    ]
    return " || ' ' || ".join(texts)


def _function(table: str) -> str:
    """Sets the words of a row that is written, where its texts or they changed."""
    set_words = [
        f"""
    IF TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column}
        OR {_made_of(parts, row="NEW.")} IS DISTINCT FROM {_made_of(parts, row="OLD.")}
    THEN
        NEW.{column} := reactions_words({_made_of(parts, row="NEW.")});
    END IF;"""
        for column, parts in COLUMNS[table].items()
    ]
    return f"\nBEGIN{''.join(set_words)}\n    RETURN NEW;\nEND"


# In the form of `triggers_postgresql`. No columns are named: the type of one that a
# trigger names could not be changed by a migration.
RULES = {
    f"{table}_words": (f"BEFORE INSERT OR UPDATE ON {table}", "ROW", _function(table))
    for table in COLUMNS
}


def are_there(cursor: Any) -> bool:
    cursor.execute("SELECT to_regprocedure('reactions_words(text)') IS NOT NULL")
    return bool(cursor.fetchone()[0])


def make(cursor: Any) -> None:
    """Make the columns and fill them; the triggers come after every migrate."""
    cursor.execute(FUNCTION)
    for table, columns in COLUMNS.items():
        for column, parts in columns.items():
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN {column} tsvector")
            words = f"reactions_words({_made_of(parts, row='')})"
            cursor.execute(f"UPDATE {table} SET {column} = {words}")
            # An index is not made while rows written wait for their deferred checks.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                f"CREATE INDEX {table}_{column}_gin ON {table} USING gin ({column})"
            )


def drop(cursor: Any) -> None:
    for name in RULES:
        cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
    for table, columns in COLUMNS.items():
        for column in columns:
            cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    cursor.execute("DROP FUNCTION reactions_words(text)")
