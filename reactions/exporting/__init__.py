"""Rows as files: any list as CSV or JSON Lines, and the whole as a dataset."""

from reactions.exporting.datasets import read_dataset, write_dataset
from reactions.exporting.lines import FORMS, Form, rows_as
from reactions.exporting.sheets import SHEETS, Sheet, Visible, sheet_of
from reactions.exporting.tables import NotReadableError
from reactions.exporting.walking import Order

__all__ = [
    "FORMS",
    "SHEETS",
    "Form",
    "NotReadableError",
    "Order",
    "Sheet",
    "Visible",
    "read_dataset",
    "rows_as",
    "sheet_of",
    "write_dataset",
]
