"""The recipes of CONTRIBUTING.md are complete: followed in a copy of the project they
do what they promise, and what they ask for holds for all that is there."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reactions.exporting import FORMS, SHEETS
from reactions.extraction.rulebook import frames
from reactions.sources.formats import READERS
from reactions.sources.web import FORM_OF_KIND
from reactions.vocabulary import ActionType

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODEBOOK = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
STATE = (
    "QQ,QQQ,Ruritania,Kingdom of Ruritania,Ruritanian,Ruritanian; Ruritanians,"
    "Strelsau,Southern Europe,no\n"
)
ORGANISATION = "ZLEAGUE,Zenda League,League of Zenda\n"
FRAME = """
[[frame]]
rule = "auctions_mission"
type = "embassy_closed"
verbs = ["auction"]
theme = ["mission"]
examples = ["Spain auctioned its embassy in Khartoum."]
not = ["Spain auctioned its warships."]
"""
READER = '''"""Shouted articles, which a test adds."""

from collections.abc import Iterator

from reactions.sources.decoding import UnreadableError
from reactions.sources.plain_text import read_plain_text
from reactions.sources.readers import RawFile
from reactions.sources.records import ArticleRecord, Refused


def read_shouted(raw: RawFile) -> Iterator[ArticleRecord | Refused]:
    for article in read_plain_text(raw):
        if not article.text.isupper():
            raise UnreadableError("nobody shouts")
        yield article
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("reactions", "tracker", "docs"):
        ignored = shutil.ignore_patterns("__pycache__", "images", "static")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def run(copy: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = os.environ | {
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{copy}/copy.sqlite3",
        "PYTHONPATH": str(copy),
    }

    def start(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return start


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} has {old!r} not once"
    file.write_text(text.replace(old, new), encoding="utf-8")


READ = """
import json, sys
from datetime import date
from reactions.extraction.pipeline import extract
found = [extract(each, published_on=date(2023, 4, 20), host="SD", host_city="Khartoum")
         for each in sys.argv[1:]]
print(json.dumps([[f"{a.country} {a.type}" for a in each.actions] for each in found]))
"""


def acts(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    assert done.returncode == 0, done.stderr
    read: list[list[str]] = json.loads(done.stdout)
    return read


def test_a_country_and_an_organisation_take_a_row_each(copy: Path, run):
    told = (
        "Ruritania closed its embassy in Khartoum.",
        "The Ruritanian embassy in Khartoum was closed.",
        "Strelsau closed its embassy in Khartoum.",
        "The Zenda League imposed sanctions on Sudan.",
    )
    assert not any("QQ" in str(each) for each in acts(run("-c", READ, *told)))
    append(copy / "reactions" / "tables" / "states.csv", STATE)
    append(copy / "reactions" / "tables" / "organisations.csv", ORGANISATION)
    closed = ["QQ embassy_closed"]
    imposed = ["ZLEAGUE sanctions_imposed"]
    assert acts(run("-c", READ, *told)) == [closed, closed, closed, imposed]


def test_every_organisation_is_in_the_codebook():
    with (ROOT / "reactions" / "tables" / "organisations.csv").open() as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert len(codes) > 10
    assert [c for c in codes if not re.search(rf"\b{c}\b", CODEBOOK)] == []


def test_a_cue_takes_a_row(copy: Path, run):
    (new,) = re.findall(r'examples = \["(.*)"\]', FRAME)
    (wrong,) = re.findall(r'not = \["(.*)"\]', FRAME)
    assert acts(run("-c", READ, new, wrong)) == [[], []]
    append(copy / "reactions" / "extraction" / "tables" / "frames.toml", FRAME)
    assert acts(run("-c", READ, new, wrong)) == [["ES embassy_closed"], []]


def test_every_frame_has_an_example_that_the_tests_run():
    assert [frame.rule for frame in frames() if not frame.examples] == []


def test_an_action_type_takes_its_member_definition_and_migration(copy: Path, run):
    vocabulary = copy / "reactions" / "vocabulary.py"
    check = ("manage.py", "makemigrations", "--check", "--dry-run", "reactions")
    assert run(*check).returncode == 0
    change(
        vocabulary,
        '    OTHER = "other"\n',
        '    ARMS_SOLD = "arms_sold"\n    OTHER = "other"\n',
    )
    missed = run(*check)
    assert missed.returncode == 1, missed.stderr
    assert "action" in missed.stdout
    made = run("manage.py", "makemigrations", "reactions", "--name", "arms_sold")
    assert made.returncode == 0, made.stderr
    assert run(*check).returncode == 0


def test_every_action_type_is_in_the_codebook():
    assert [t for t in ActionType if f"`{t}`" not in CODEBOOK] == []


def test_a_source_takes_a_module_and_its_names(copy: Path, run):
    sources = copy / "reactions" / "sources"
    (sources / "shouted.py").write_text(READER, encoding="utf-8")
    change(sources / "formats.py", '    "pdf": read_pdf,\n', '    "pdf": read_pdf,\n'
           '    "shout": read_shouted,\n')  # fmt: skip
    change(
        sources / "formats.py",
        "from reactions.sources.records import",
        "from reactions.sources.shouted import read_shouted\n"
        "from reactions.sources.records import",
    )
    given = copy / "given"
    given.mkdir()
    (given / "good.shout").write_text("SPAIN CLOSED ITS EMBASSY IN KHARTOUM.\n")
    (given / "bad.shout").write_text("Spain closed its embassy.\n")
    (given / "other.whisper").write_text("spain closed its embassy.\n")
    done = run("manage.py", "extract", str(given))
    assert "nobody shouts" in done.stderr
    assert "bad.shout" in done.stderr
    assert "other.whisper" in done.stderr
    assert done.returncode == 1
    assert "good.shout" in done.stdout


def test_every_form_is_told_and_has_a_media_type():
    told = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `.")]
    forms = set(re.findall(r"`\.(\w+)`", " ".join(rows)))
    assert READERS.keys() - forms == set(), "not in docs/importing.md"
    assert READERS.keys() - set(FORM_OF_KIND.values()) == set(), "no media type"


def test_every_form_of_export_is_told_and_every_sheet_is_a_list_of_the_api():
    told = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8")
        for name in ("api.md", "api-recipes.md", "api-writing.md")
    )
    assert [name for name in FORMS if f"format={name}" not in told] == []
    assert [name for name in SHEETS if f"`/{name}`" not in told] == []


def test_the_recipes_name_what_is_there():
    recipes = CONTRIBUTING.partition("## Recipes")[2].partition("## Commits")[0]
    assert len(re.findall(r"^### To add", recipes, re.MULTILINE)) == 5
    for name in ("READERS", "FORM_OF_KIND", "ActionType", "POSTURE_ORDER", "Form"):
        assert f"`{name}`" in recipes
        defined = rf"^(?:class )?{name}\b"
        code = [
            f.read_text(encoding="utf-8") for f in (ROOT / "reactions").rglob("*.py")
        ]
        assert any(re.search(defined, text, re.MULTILINE) for text in code), name
