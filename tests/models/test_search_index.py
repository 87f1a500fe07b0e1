"""Both engines fold alike, find the same rows, and keep their index right."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reactions.models import Action, Article, Official, Statement
from reactions.models.search import (
    MARKS,
    asked_words,
    fold,
    hits_in,
    is_meant,
    row_id,
    snippet,
    words_of,
)
from tests.builders import a_statement, an_action, an_article, an_official

pytestmark = pytest.mark.django_db

# The alphabets that news is printed in, with their signs; half of each a surprise.
BLOCKS = [
    (0x21, 0x7E),
    (0xA1, 0x17F),
    (0x1E00, 0x1EF9),
    (0x386, 0x3CE),
    (0x400, 0x4FF),
    (0x531, 0x556),
    (0x5D0, 0x5EA),
    (0x620, 0x64A),
    (0x660, 0x669),
    (0x904, 0x939),
    (0x10D0, 0x10F0),
    (0x2010, 0x2060),
    (0x3041, 0x3096),
    (0x30A1, 0x30FA),
    (0x4E00, 0x4E80),
    (0xAC00, 0xAC80),
]
ONES = [code for first, last in BLOCKS for code in range(first, last + 1)]
UNASSIGNED = {0x38B, 0x38D, 0x3A2}
LETTERS = [chr(code) for code in ONES if code not in UNASSIGNED] + list(MARKS)
TEXTS = st.text(st.sampled_from([*LETTERS, *"aeiouéüß ' -_\n"]), max_size=40)
PAIRS = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def indexed(texts: list[str]) -> list[list[str]]:
    """The words that the engine indexes of each text."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            question = "SELECT tsvector_to_array(reactions_words(%s))"
            return [
                sorted(cursor.execute(question, [text]) or cursor.fetchone()[0])
                for text in texts
            ]
        from reactions.models.search_sqlite import TOKENIZE

        cursor.execute(
            "CREATE VIRTUAL TABLE temp.tried"
            f" USING fts5(words, content='', tokenize=\"{TOKENIZE}\")"
        )
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.tried_words USING fts5vocab(tried, instance)"
        )
        for number, text in enumerate(texts, 1):
            cursor.execute(
                "INSERT INTO temp.tried(rowid, words) VALUES (%s, %s)", [number, text]
            )
        cursor.execute("SELECT DISTINCT doc, term FROM temp.tried_words")
        found: list[list[str]] = [[] for _ in texts]
        for number, word in cursor.fetchall():
            found[number - 1].append(word)
        cursor.execute("DROP TABLE temp.tried_words")
        cursor.execute("DROP TABLE temp.tried")
    return [sorted(words) for words in found]


def told(text: str) -> list[str]:
    return sorted({word for word, _, _ in words_of(text)})


def test_every_letter_is_folded_as_the_engine_does() -> None:
    texts = [f"a{letter}b" for letter in LETTERS]
    differing = {
        text: (words, told(text))
        for text, words in zip(texts, indexed(texts), strict=True)
        if words != told(text)
    }
    assert differing == {}


@PAIRS
@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_texts_are_parted_as_the_engine_does(texts: list[str]) -> None:
    assert indexed(texts) == [told(text) for text in texts]


@PAIRS
@given(st.lists(TEXTS, max_size=6), TEXTS, st.booleans())
def test_a_search_finds_what_holds_all_its_words(
    texts: list[str], asked: str, begins: bool
) -> None:
    search = asked + ("*" if begins else "")
    wanted = asked_words(search)
    with transaction.atomic():
        rows = [a_statement(text, proved=False, speaker="") for text in texts]
        found = set(Statement.objects.search(search))
        for row, text in zip(rows, texts, strict=True):
            words = {*told(text), "countryfr", "france"}
            holds = all(
                any(
                    word.startswith(each.word) if each.begins else word == each.word
                    for word in words
                )
                for each in wanted
            )
            nothing = search.strip() and not wanted
            assert (row in found) == (holds and not nothing)
        walked = set(Statement.objects.all().searched_newest_first(search))
        assert walked == found
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le Drian’s", ["le", "drian", "s"]),
        ("E\u0301LYSÉE élysée", ["elysee", "elysee"]),
        ("Σίσυφος", ["σίσυφοσ"]),
        ("Straße", ["straße"]),
        ("3,000 U.S. troops", ["3", "000", "u", "s", "troops"]),
        ("embassy_closed", ["embassy", "closed"]),
        ("½ — “”", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    found = [word for word, _, _ in words_of(text)]
    assert found == [fold(word) for word in words]


def test_a_star_asks_for_words_that_begin_so() -> None:
    row = a_statement("The evacuation goes on", proved=False)
    for asked in ("evacu*", "EVACU* on", "evacuation*", "franc*"):
        assert list(Statement.objects.search(asked)) == [row], asked
    for asked in ("evacu", "vacuation*", "*", "*evacuation x"):
        assert list(Statement.objects.search(asked)) == [], asked


@pytest.mark.parametrize(
    "asked",
    ["' OR 1=1 --", '"', "a AND", "NEAR(", "{x}:y", "a:*b", "\\", "' & '", "^a"],
)
def test_signs_of_a_query_language_are_signs_only(asked: str) -> None:
    a_statement("nothing of the kind", proved=False)
    assert list(Statement.objects.search(asked)) == []


def test_raw_sql_keeps_the_index_right() -> None:
    row = a_statement("The consul waits", proved=False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reactions_statement SET text = 'The envoy flies'")
        assert list(Statement.objects.search("envoy")) == [row]
        assert list(Statement.objects.search("consul")) == []
        cursor.execute("UPDATE reactions_statement SET country_id = 'DE'")
        assert list(Statement.objects.search("germany envoy")) == [row]
        assert list(Statement.objects.search("france")) == []
        cursor.execute("DELETE FROM reactions_statement")
    again = a_statement("Somebody else", pk=row.pk, proved=False)
    assert list(Statement.objects.search("envoy")) == []
    assert list(Statement.objects.search("somebody")) == [again]


def test_a_country_that_is_renamed_is_found_by_its_new_name() -> None:
    action = an_action(country="FR")
    type(action.country).objects.filter(pk="FR").update(name="Gallia")
    assert list(Action.objects.search("gallia closed")) == [action]
    assert list(Action.objects.search("france")) == []


def test_officials_are_found_by_other_names_and_articles_by_changed_titles() -> None:
    official = an_official(aliases=["Ana Légrand", 'The "Rock"'])
    assert list(Official.objects.search("legrand rock")) == [official]
    article = an_article()
    Article.objects.update(title="Gates shut")
    assert list(Article.objects.search("gates")) == [article]
    assert list(Article.objects.search("embassies")) == []


def test_hits_come_newest_first_undated_last() -> None:
    days = [None, date(2021, 8, 14), date(2024, 2, 29), date(2021, 8, 14)]
    coded = {"said_on_precision": "day", "said_on_basis": "stated"}
    rows = [
        a_statement("words", proved=False, said_on=day, **(coded if day else {}))
        for day in days
    ]
    hits = Statement.objects.search("words").newest_first()
    expected = [rows[2], rows[3], rows[1], rows[0]]
    assert list(hits) == expected
    assert sorted(rows, key=lambda r: row_id(r.said_on, r.pk), reverse=True) == expected


@pytest.mark.sqlite
def test_the_ids_of_the_index_are_those_of_sqlite() -> None:
    a_statement(
        "words",
        proved=False,
        said_on=date(2021, 8, 14),
        said_on_precision="day",
        said_on_basis="stated",
    )
    row = Statement.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM reactions_statement_words"
            " WHERE reactions_statement_words MATCH 'words'"
        )
        assert cursor.fetchall() == [(row_id(row.said_on, row.pk),)]


def test_a_very_long_word_and_a_very_long_text_are_stored() -> None:
    article = an_article("x" * 3000 + " " + "word " * 60_000 + "beyond")
    found: Any = Article.objects.search("x" * 200 + "*", bodies=True)
    assert list(found) == [article]
    assert list(Article.objects.search("word", bodies=True)) == [article]
    assert list(Article.objects.search("beyond", bodies=True)) == []


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (
            "The <b>envoy</b> left",
            "ENVOY",
            "The &lt;b&gt;<mark>envoy</mark>&lt;/b&gt; left",
        ),
        ("Évacuation & co", "evacu*", "<mark>Évacuation</mark> &amp; co"),
        ("nothing", "something", ""),
        ("a" * 100 + " word", "word", "…" + "a" * 79 + " <mark>word</mark>"),
    ],
)
def test_a_snippet_marks_the_hits(text: str, asked: str, expected: str) -> None:
    assert snippet(text, asked_words(asked)) == expected


@given(
    st.text("aZ09_-é\u0301ßİı’ .<&", max_size=30),
    st.text("aZ09_-é\u0301ßİı’ *", max_size=8),
)
def test_hits_of_plain_texts_are_those_that_folding_finds(
    text: str, asked: str
) -> None:
    words = asked_words(asked)
    slowly = [
        (start, end)
        for word, start, end in words_of(text)
        if any(is_meant(word, each) for each in words)
    ]
    assert hits_in(text, words) == slowly
