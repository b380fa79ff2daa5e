"""American newspaper style. The last four names are the house’s own.

`FULL_DAY_FORMAT` and `DAY_FORMAT` are Django date formats; `MOMENT_PATTERN` puts a day
and a time together and `AT_TIME_PATTERN` says a time alone. A language without them gets its own
`DATE_FORMAT` and `MONTH_DAY_FORMAT` with the weekday before it.
"""

DATE_FORMAT = "F j, Y"
MONTH_DAY_FORMAT = "F j"
YEAR_MONTH_FORMAT = "F Y"

FULL_DAY_FORMAT = "l, F j, Y"
DAY_FORMAT = "l, F j"
MOMENT_PATTERN = "{day} at {time}"
AT_TIME_PATTERN = "at {time}"
