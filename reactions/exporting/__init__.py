"""Rows as files: any list as CSV or JSON Lines, in constant memory."""

from reactions.exporting.lines import FORMS, Form, rows_as
from reactions.exporting.sheets import SHEETS, Sheet, Visible, sheet_of
from reactions.exporting.walking import Order

__all__ = [
    "FORMS",
    "SHEETS",
    "Form",
    "Order",
    "Sheet",
    "Visible",
    "rows_as",
    "sheet_of",
]
