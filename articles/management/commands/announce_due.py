"""Run the side effects of stories that the clock has published."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.announcing import announce_due
from published.more_news.due import fill_due

# What the server's own clock does in four rounds.
IN_A_MINUTE = 40


class Command(BaseCommand):
    help = (
        "Run the side effects of stories whose time has come, once for each. The server does this by itself; "
        "run it every minute from cron where the server is not the one that `manage.py serve` starts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = announce_due()
        fill_due(most=IN_A_MINUTE)
        if count:
            self.stdout.write(f"{count} stories announced.")
