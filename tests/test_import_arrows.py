"""Which part of `reactions` may import which: the arrows of the design, no others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OPEN_TO_ALL = {"vocabulary", "actors"}
ARROWS: dict[str, set[str]] = {
    "vocabulary": set(),
    "actors": set(),
    "sources": set(),
    "extraction": set(),
    # It asks the operator's endpoint by the same bounded connections as fetching.
    "language_model": {"extraction", "sources"},
    "posture": set(),
    "evaluation": set(),
    "models": set(),
    "reviewing": {"models"},
    "overview": {"models", "posture", "evaluation"},
    "exporting": {"models", "overview"},
    # Webhooks go where strangers say: by the same guarded connections as fetching.
    "following": {"models", "overview", "sources"},
    "importing": {"sources", "extraction", "language_model", "models", "reviewing"},
    "tasks": {"importing", "following", "exporting", "sources"},
    "admin": {
        "models",
        "overview",
        "reviewing",
        "importing",
        "exporting",
        "following",
        "tasks",
        # Admin columns say values in the same words as the pages' templates.
        "templatetags",
    },
    "api": {
        "models",
        "overview",
        "reviewing",
        "importing",
        "exporting",
        "following",
        "tasks",
    },
    "pages": {"models", "overview", "exporting"},
    "management": {
        "models",
        "sources",
        "extraction",
        "posture",
        "evaluation",
        "reviewing",
        "overview",
        "exporting",
        "following",
        "importing",
        "tasks",
    },
    # Not named by the design: what they are for says what they need.
    "apps": {"models"},
    # Migrations of data make what imports make.
    "migrations": {"models", "importing"},
    "templatetags": {"models", "overview"},
    # Scripts that make a table, run by hand; one looks as the extraction does.
    "tables": {"extraction"},
}
DJANGO = {
    "axes",
    "celery",
    "csp",
    "django",
    "django_filters",
    "environ",
    "import_export",
    "rest_framework",
    "simple_history",
    "tracker",
}
DATABASE_OR_NETWORK = {
    "feedparser",
    "http",
    "httpx",
    "psycopg2",
    "requests",
    "socket",
    "sqlite3",
    "urllib3",
}
PURE = {"vocabulary", "actors", "extraction", "posture", "evaluation"}
WITHOUT_DJANGO = PURE | {"sources", "language_model"}


def imported(source: str, *, module: str, is_package: bool = False) -> Iterator[str]:
    """The full names that a module's source imports, wherever in it; once as written.

    `from a import b` gives `a.b`, which may be a module or a name in one.
    """
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            above = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def part(name: str) -> str:
    """`reactions.models.action` is of the part `models`."""
    return (name.split(".") + [""])[1]


def wrong_arrows(source: str, *, module: str, is_package: bool = False) -> list[str]:
    own = part(module)
    allowed = ARROWS[own] | OPEN_TO_ALL | {own}
    wrong = []
    for name in imported(source, module=module, is_package=is_package):
        top = name.split(".")[0]
        if top == "reactions" and part(name) and part(name) not in allowed:
            wrong.append(name)
        if own in WITHOUT_DJANGO and top in DJANGO:
            wrong.append(name)
        if own in PURE and top in DATABASE_OR_NETWORK:
            wrong.append(name)
        if own not in {"management"} and top == "tests":
            wrong.append(name)
    return sorted(set(wrong))


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "reactions").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if name != "reactions":
            yield name, path


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("reactions.posture", "import django", ["django"]),
        ("reactions.posture", "from datetime import date", []),
        ("reactions.posture", "from reactions.vocabulary import Stage", []),
        (
            "reactions.posture",
            "from .models import Action",
            ["reactions.models.Action"],
        ),
        ("reactions.posture", "from . import models", ["reactions.models"]),
        ("reactions.posture", "def f():\n import requests", ["requests"]),
        ("reactions.extraction.dates", "from .claims import Span", []),
        (
            "reactions.extraction.dates",
            "from ..sources import text",
            ["reactions.sources.text"],
        ),
        ("reactions.sources.web", "import requests", []),
        (
            "reactions.pages.views",
            "from reactions import reviewing, overview",
            ["reactions.reviewing"],
        ),
        (
            "reactions.management.commands.board",
            "import reactions.admin.site",
            ["reactions.admin.site"],
        ),
        ("reactions.overview", "from reactions.posture import derive_posture", []),
    ],
)
def test_an_arrow_that_the_design_lacks_is_found(
    module: str, source: str, wrong: list[str]
) -> None:
    assert wrong_arrows(source, module=module) == wrong


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=str)
def test_a_module_imports_what_its_part_may(module: str, path: Path) -> None:
    assert part(module) in ARROWS, "a new part needs its arrows written down here"
    wrong = wrong_arrows(
        path.read_text(), module=module, is_package=path.name == "__init__.py"
    )
    assert wrong == []
