"""Fill an empty newsroom with The Harbour Post of Port Selwyn."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.demo import people
from exchange.demo.files import stories
from exchange.demo.loading import NewsroomInUse, is_loaded, load


class Command(BaseCommand):
    """Load the demonstration once; a second call changes nothing."""

    help = "Fills an empty newsroom with some sixty stories of an invented city, and a sign-in for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, unless it is there already."""
        if is_loaded():
            self.stdout.write("The demonstration's stories are already there; nothing was changed.")
            return
        try:
            load(self.show)
        except NewsroomInUse as refusal:
            raise CommandError(
                f"{refusal}; the demonstration is for an empty one. "
                "Name another folder in NEWSROOM_DATA, or another database in DATABASE_URL."
            ) from None
        self.stdout.write(f"{len(stories())} stories are in; passwords are in {people.SIGN_INS}.")

    def show(self, done: int, total: int, what: str) -> None:
        """Draw one line of progress: again and again on a terminal, once at the end anywhere else."""
        if self.stdout.isatty():
            self.stdout.write(f"\r  {what} {done}/{total}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(f"  {what} {done}/{total}")
