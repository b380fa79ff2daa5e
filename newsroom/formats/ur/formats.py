"""Urdu puts the day before the month and uses its own comma.

Weekdays and halves of the day are named here because Django's catalogue has rarer words for them, and calls
every hour after noon an evening.
"""

DATE_FORMAT = "j F، Y"
DATETIME_FORMAT = "j F، Y، g:i A"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
SHORT_DATE_FORMAT = "j M، Y"
SHORT_DATETIME_FORMAT = "j M، Y، g:i A"
TIME_FORMAT = "g:i A"

FULL_DAY_FORMAT = "l، j F، Y"
DAY_FORMAT = "l، j F"
MOMENT_PATTERN = "{day}، {time}"
AT_TIME_PATTERN = "{time}"
WEEKDAY_NAMES = ("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار")
MERIDIEM_NAMES = ("قبل دوپہر", "بعد دوپہر")
