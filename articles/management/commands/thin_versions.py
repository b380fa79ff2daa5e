"""Delete saves that the rule of thinning lets go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.thinning import KEEP_DAYS, thin_versions


class Command(BaseCommand):
    help = (
        "Delete old versions that nobody needs. Kept for ever: versions that were public, the first and last "
        "of each story, and those a restored or merged version came from. Of the rest, one a day and person "
        "stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep-days", type=int, default=KEEP_DAYS, help=f"keep all of the last days ({KEEP_DAYS})"
        )

    def handle(self, *args: Any, keep_days: int, **options: Any) -> None:
        count = thin_versions(keep_days=keep_days)
        self.stdout.write(f"{count} versions deleted.")
