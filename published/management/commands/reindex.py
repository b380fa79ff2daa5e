"""Write the search index again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from published.search.reindexing import reindex


class Command(BaseCommand):
    help = (
        "Write the entries of the search index that are missing or of an older form, newest stories first. "
        "Stopped in the middle, it goes on where it was when it is called again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="write every entry again")
        parser.add_argument("--batch", type=int, default=500, help="stories in one transaction (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        def tell(done: int, of: int) -> None:
            self.stdout.write(f"{done:,} of {of:,} stories ({done * 100 // max(of, 1)} %)")

        count = reindex(everything=options["all"], batch=max(1, options["batch"]), each=tell)
        self.stdout.write(f"{count:,} stories indexed.")
