"""The language of what does not say it: what stays English first."""

from pathlib import Path

import pytest

from reactions.sources import ReadOptions, languages, read_inputs
from reactions.sources.languages import language_of

GERMAN = (
    "Die deutsche Botschaft in Kabul ist geschlossen, sagte Außenminister Heiko Maas"
    " am Sonntag in Berlin. Das Personal wurde zum Flughafen gebracht."
)
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "text", ["", "Die Botschaft ist zu.", "Berlin, Paris, Rom, Wien, Madrid, Oslo"]
)
def test_a_few_words_are_of_no_certain_language(text: str):
    assert language_of(text) == "en"


def test_all_articles_that_we_have_are_english():
    folders = ("tests/extraction/gold", "samples")
    texts = [path for folder in folders for path in (ROOT / folder).rglob("*.txt")]
    assert len(texts) > 50
    assert {language_of(path.read_text()) for path in texts} == {"en"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("L’ambassade de France à Kaboul a été déplacée à l’aéroport, a déclaré le"
         " ministre des Affaires étrangères dimanche soir à Paris.", "fr"),
        ("Посольство России в Кабуле продолжает работать в обычном режиме, заявил в"
         " воскресенье представитель министерства иностранных дел.", "ru"),
    ],
)  # fmt: skip
def test_another_language_is_told(text: str, language: str):
    assert language_of(text) == language


def test_what_an_article_says_of_itself_wins(tmp_path: Path):
    (tmp_path / "a.txt").write_text(GERMAN)
    (tmp_path / "b.txt").write_text(f"Language: en\n\n{GERMAN}")
    languages = [each.language for each in read_inputs([tmp_path], ReadOptions())]
    assert languages == ["de", "en"]


def test_where_the_model_finds_no_room_nothing_is_certain(monkeypatch, caplog):
    def no_room() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(languages, "_identifier", no_room)
    assert language_of(GERMAN) == "en"
    assert "No space left" in caplog.text
