"""The sample articles are complete, well described, and can't pass for real reports."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "kabul-2021"


def manifest() -> list[dict[str, str]]:
    with (SAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_manifest_names_every_article_and_no_other():
    named = [row["file"] for row in manifest()]
    assert named == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert len(named) >= 12


def test_every_article_has_a_title_and_a_day_within_the_crisis():
    crisis = tomllib.loads((SAMPLES / "crisis.toml").read_text(encoding="utf-8"))
    for row in manifest():
        assert row["title"]
        day = date.fromisoformat(row["published_on"])
        assert crisis["started_on"] <= day <= crisis["ended_on"]


def test_every_address_ends_in_the_domain_reserved_for_examples():
    for row in manifest():
        host = urlsplit(row["url"]).hostname
        assert host is not None
        assert host.endswith(".example")


def test_every_outlet_is_listed_as_invented():
    readme = (ROOT / "samples" / "README.md").read_text(encoding="utf-8")
    disclaimer = " ".join(readme.split())
    for row in manifest():
        assert row["publisher"] in disclaimer
