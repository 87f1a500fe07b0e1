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
LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = ("http:", "https:", "mailto:")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# How settings are read: by the readers of tracker/environment.py, or as they are.
READ = re.compile(
    r"(?:env\.str|yes_or_no|whole_number|one_of|names|hosts|rate|duration|watched"
    r"|origins|base_address|one_line|json_object|environ\.get)\(\s*\"([A-Z_]+)\""
    r"|\"([A-Z_]+)\" in os\.environ"
)
LARGEST_PICTURE = 200_000


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_a_paper_names_or_links_exists(paper: Path):
    text = paper.read_text(encoding="utf-8")
    for named in NAMED_PATH.findall(text):
        assert (ROOT / named).exists(), named
    for linked in LINKED_PATH.findall(text):
        assert (paper.parent / linked).exists(), linked


def anchors(paper: Path) -> set[str]:
    """The anchors of a paper's headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in HEADING.findall(CODE.sub("", paper.read_text(encoding="utf-8"))):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        again = sum(each.rpartition("-")[0] == anchor for each in found)
        found.add(f"{anchor}-{again + 1}" if anchor in found else anchor)
    return found


def wrong_links(paper: Path) -> list[str]:
    """The links of a paper that lead nowhere in the project."""
    wrong = []
    for link in LINK.findall(CODE.sub("", paper.read_text(encoding="utf-8"))):
        if link.startswith(ELSEWHERE):
            continue
        file, _, anchor = link.partition("#")
        target = (paper.parent / file).resolve() if file else paper
        leads = target.exists() and target.is_relative_to(ROOT)
        if not leads or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    return wrong


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    paper = tmp_path / "a.md"
    (tmp_path / "b.md").write_text("# The `one`, and two\n## Twice\n## Twice\n")
    good = "[x](b.md) [x](b.md#the-one-and-two) [x](#here) [x](b.md#twice-1)"
    paper.write_text(f"# Here\n{good} [x](https://x.example/#no)\n")
    assert wrong_links(paper) == []
    bad = ["c.md", "b.md#three", "#there", "../c.md", "b.md#twice-2", "/etc/passwd"]
    paper.write_text("# Here\n" + " ".join(f"[x]({link})" for link in bad))
    assert wrong_links(paper) == bad


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_link_and_anchor_leads_somewhere(paper: Path):
    assert wrong_links(paper) == []


def test_every_paper_of_the_docs_can_be_reached_from_the_readme():
    reached, left = set(), [ROOT / "README.md"]
    while left:
        paper = left.pop()
        if paper in reached or not paper.exists():
            continue
        reached.add(paper)
        for link in LINK.findall(paper.read_text(encoding="utf-8")):
            if link.partition("#")[0].endswith(".md") and "://" not in link:
                left.append((paper.parent / link.partition("#")[0]).resolve())
    assert set(PAPERS) - reached == set()


def settings_read() -> set[str]:
    files = [*(ROOT / "tracker").glob("*.py"), ROOT / "deploy" / "gunicorn.conf.py"]
    return {
        name
        for file in files
        for pair in READ.findall(file.read_text(encoding="utf-8"))
        for name in pair
        if name
    }


def settings_told() -> set[str]:
    """The names in the first column of the tables of docs/settings.md."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_the_settings_told_are_those_that_are_read():
    assert len(settings_read()) > 40
    assert settings_read() - settings_told() == set(), "not in docs/settings.md"
    assert settings_told() - settings_read() == set(), "nothing reads them"


def test_the_settings_of_tests_that_are_told_are_read():
    told = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    last = told[told.index("Tests read") :]
    code = "".join(
        f.read_text(encoding="utf-8") for f in (ROOT / "tests").rglob("*.py")
    )
    for name in re.findall(r"`([A-Z_]+)`", last):
        assert f'"{name}"' in code, name


def test_the_example_of_the_environment_names_settings_alone():
    example = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert len(names) > 5
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    of_compose = set(re.findall(r"\$\{([A-Z_]+)", compose))
    assert names - settings_told() - of_compose == set()


def test_every_setting_that_another_paper_names_is_told():
    known = settings_told() | settings_read()
    for paper in PAPERS:
        text = CODE.sub("", paper.read_text(encoding="utf-8"))
        for name in re.findall(r"`([A-Z][A-Z_]+)=[^`]*`", text):
            assert name in known or name in OF_OTHERS, f"{paper.name}: {name}"


def test_every_test_that_the_threat_model_names_exists():
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", told))
    assert len(named) > 30
    code = "".join(file.read_text(encoding="utf-8") for file in TEST_FILES)
    assert {name for name in named if f"def {name}(" not in code} == set()


TEST_FILES = sorted((ROOT / "tests").rglob("test_*.py"))
OF_OTHERS = {"TEST_WORKERS", "PORT", "VENV"}
"""Variables of the Makefile."""


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
