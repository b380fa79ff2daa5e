"""Fill an empty database with a synthetic newsroom of any size."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.corpus import NotEmpty, fill
from published.more_news.keeping import count_uses

BAR = 30


class Command(BaseCommand):
    """Write the same stories for everybody: for measuring, not for reading."""

    help = (
        "Fills an empty newsroom with synthetic stories of 450 words: one to three of 200 contributors, "
        "four to six of 2,000 tags, eight sections, three years. The same number gives the same stories."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how many, and on how many processors."""
        parser.add_argument("--stories", type=int, default=10_000, help="how many stories (10000)")
        parser.add_argument("--jobs", type=int, default=0, help="how many writers at once (all processors)")

    def handle(self, *args: Any, stories: int, jobs: int, **options: Any) -> None:
        """Write them, with a bar, and say how fast it went."""
        if stories < 1 or jobs < 0:
            raise CommandError("--stories takes a number from 1 up, --jobs one from 0 up.")
        started = time.monotonic()
        try:
            fill(stories, jobs=jobs, show=lambda done, total: self.show(done, total, started))
        except NotEmpty as refusal:
            raise CommandError(f"{refusal}; name another database in DATABASE_URL.") from None
        seconds = time.monotonic() - started
        self.stdout.write(f"{stories:,} stories in {seconds:,.0f} s: {stories / seconds:,.0f} a second.")
        # What a newsroom of this age has had done every night.
        count_uses()

    def show(self, done: int, total: int, started: float) -> None:
        """Draw the bar again on a terminal; elsewhere say each tenth part."""
        rate = done / max(time.monotonic() - started, 0.001)
        full = BAR * done // total
        line = f"  [{'#' * full}{'.' * (BAR - full)}] {done:,}/{total:,}  {rate:,.0f}/s"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done * 10 // total > (done - 1_000) * 10 // total:
            self.stdout.write(line)
