"""What README, CONTRIBUTING and the others name exists: files, targets, commands."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FOLDERS = "reactions|tests|docs|samples|bench|deploy|templates|tracker"
NAMED_PATH = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
LINKED_PATH = re.compile(r"\]\((?!https?:|#)([^)#]+)")
LARGEST_PICTURE = 200_000


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_a_paper_names_or_links_exists(paper: Path):
    text = paper.read_text(encoding="utf-8")
    for named in NAMED_PATH.findall(text):
        assert (ROOT / named).exists(), named
    for linked in LINKED_PATH.findall(text):
        assert (paper.parent / linked).exists(), linked


def test_every_command_the_papers_show_exists():
    commands = get_commands()
    for paper in PAPERS:
        text = paper.read_text(encoding="utf-8")
        for name in re.findall(r"python manage\.py (\w+)", text):
            assert name in commands, f"{paper.name}: {name}"


def test_every_make_target_the_papers_show_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for paper in PAPERS:
        text = paper.read_text(encoding="utf-8")
        for name in re.findall(r"(?:`|^ +)make ([a-z-]+)", text, re.MULTILINE):
            assert name in targets, f"{paper.name}: make {name}"


def test_pictures_are_small():
    pictures = list((ROOT / "docs" / "images").glob("*"))
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < LARGEST_PICTURE
