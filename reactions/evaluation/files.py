"""Gold and claims as they stand in files, by article name without suffix."""

import json
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]


def parse_gold(raw: str) -> dict[str, Record]:
    """Gold by article name without suffix, from a JSON object {file: {...}} or from
    JSON Lines of {"id", "gold"}. Raises ValueError when it is neither."""
    stripped = raw.lstrip()
    try:
        whole = json.loads(stripped)
    except json.JSONDecodeError:
        lines = [json.loads(line) for line in stripped.splitlines() if line.strip()]
        return {_stem(line["id"]): line["gold"] for line in lines}
    if "gold" in whole and "id" in whole:
        return {_stem(whole["id"]): whole["gold"]}
    return {_stem(name): records for name, records in whole.items()}


def parse_rows(raw: str) -> dict[str, Record]:
    """Lines of `extract` by article name without suffix."""
    lines = [json.loads(line) for line in raw.splitlines() if line.strip()]
    return {_stem(line["file"]): line for line in lines}


def _stem(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[0] if "." in last else last
