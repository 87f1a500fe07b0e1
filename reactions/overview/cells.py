"""Cells of tables that others open in a spreadsheet."""

import re
from typing import Any

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# What begins a formula in one spreadsheet or another (OWASP, "CSV Injection").
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def inert(value: Any) -> Any:
    """`value` as it is, or behind an apostrophe where it would run as a formula."""
    if not isinstance(value, str) or not value.startswith(FORMULA_SIGNS):
        return value
    return value if NUMBER.fullmatch(value) else f"'{value}"
