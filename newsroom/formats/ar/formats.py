"""Arabic puts the day before the month; the weekday is parted from it by the Arabic comma."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، g:i A"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "g:i A"

FULL_DAY_FORMAT = "l، j F Y"
DAY_FORMAT = "l، j F"
MOMENT_PATTERN = "{day}، الساعة {time}"
AT_TIME_PATTERN = "الساعة {time}"
WEEKDAY_NAMES = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MERIDIEM_NAMES = ("ص", "م")
