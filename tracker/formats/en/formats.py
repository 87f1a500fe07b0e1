"""How days and times are written, in pages, queue and admin alike: 15 August 2021.

The only place that says so: templates and filters name these formats. Commands and the
API write ISO dates, which sort and which programs read.
"""

DATE_FORMAT = SHORT_DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j F Y, H:i T"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
