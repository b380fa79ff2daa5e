"""Reckon More News again: for every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from published.editions import raise_edition
from published.more_news.keeping import RECENT_DAYS, count_uses, fill_recent


class Command(BaseCommand):
    """Counts how often tags and words are used, then reckons the automatic lines of the newest stories."""

    help = "Reckons More News again for the stories of the last days, or of all. For every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=RECENT_DAYS, help="Stories of so many days (30).")
        parser.add_argument("--all", action="store_true", help="All stories, whatever their age.")

    def handle(self, *args: Any, **options: Any) -> None:
        count_uses()
        done = fill_recent(days=None if options["all"] else max(0, options["days"]))
        if done:
            raise_edition()
        self.stdout.write(_("More News of %(count)d stories was reckoned again.") % {"count": done})
