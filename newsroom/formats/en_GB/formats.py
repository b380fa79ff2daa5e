"""British style: the day before the month, no commas."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"

FULL_DAY_FORMAT = "l j F Y"
DAY_FORMAT = "l j F"
MOMENT_PATTERN = "{day} at {time}"
AT_TIME_PATTERN = "at {time}"
