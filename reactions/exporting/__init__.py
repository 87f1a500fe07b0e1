"""Rows as files: any list as CSV or JSON Lines, and the whole as a dataset."""

from reactions.exporting.answers import (
    BOARD,
    CONFLICTS,
    COVERAGE,
    SERIES,
    AnswerTable,
    answer_as,
)
from reactions.exporting.datasets import read_dataset, write_dataset
from reactions.exporting.lines import FORMS, Form, rows_as
from reactions.exporting.sheets import SHEETS, Sheet, Visible, sheet_of, told_on
from reactions.exporting.tables import NotReadableError
from reactions.exporting.walking import Order

__all__ = [
    "BOARD",
    "CONFLICTS",
    "COVERAGE",
    "FORMS",
    "SERIES",
    "SHEETS",
    "AnswerTable",
    "Form",
    "NotReadableError",
    "Order",
    "Sheet",
    "Visible",
    "answer_as",
    "read_dataset",
    "rows_as",
    "sheet_of",
    "told_on",
    "write_dataset",
]
