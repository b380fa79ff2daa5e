"""Make the renditions that are missing or were cut by an older recipe."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, as_completed
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from images.models import Image
from newsroom.workers import workers

MOST_PROCESSES = 64


class Command(BaseCommand):
    """Remake renditions picture by picture; stopped and started again, it goes on where it was."""

    help = "Make renditions that are missing or out of date. Public pages show new ones once recomposed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take picture numbers, whether to redo what is in order, and how many processes share the work."""
        parser.add_argument("numbers", nargs="*", type=int, help="Only these pictures, by number.")
        parser.add_argument("--all", action="store_true", help="Remake those that are in order, too.")
        parser.add_argument(
            "--processes", type=int, default=1, help="How many to use; 0: one for each processor."
        )

    def handle(self, *args: Any, numbers: list[int], all: bool, processes: int, **options: Any) -> None:
        """Go through the library, oldest first. Fails at the end, with a count, when any picture failed."""
        if not 0 <= processes <= MOST_PROCESSES:
            raise CommandError(_("Processes: give 0 to %(most)d.") % {"most": MOST_PROCESSES})
        pictures = Image.objects.order_by("pk")
        if numbers:
            pictures = pictures.filter(pk__in=numbers)
        chosen = [pk for pk in pictures.values_list("pk", flat=True) if all or not _is_current(pk)]
        failed = 0
        with self._bar(len(chosen), options["verbosity"]) as bar:
            for number, problem in _remade(chosen, processes or os.cpu_count() or 1):
                if problem:
                    failed += 1
                    self.stderr.write(f"{number} {problem}")
                bar.update()
        if options["verbosity"]:
            counts = {"made": len(chosen) - failed, "total": pictures.count()}
            self.stdout.write(_("Remade %(made)d of %(total)d pictures.") % counts)
        if failed:
            raise CommandError(_("%(count)d pictures could not be remade; see above.") % {"count": failed})

    def _bar(self, total: int, verbosity: int) -> Any:
        """A bar for people; a log gets none, and so does `--verbosity 0`."""
        return tqdm(total=total, unit=" pictures", disable=None if verbosity else True, file=self.stderr)


def _is_current(number: int) -> bool:
    image = Image.objects.with_renditions().filter(pk=number).first()
    return image is None or image.has_current_renditions()


def _remade(numbers: list[int], processes: int) -> Iterator[tuple[int, str]]:
    """Remake each and yield its number with what went wrong, if anything, as they are finished."""
    if processes == 1 or len(numbers) < 2:
        yield from map(remake, numbers)
        return
    with workers(processes) as pool:
        yield from _finished(pool, numbers)


def _finished(pool: Executor, numbers: list[int]) -> Iterator[tuple[int, str]]:
    for done in as_completed([pool.submit(remake, number) for number in numbers]):
        yield done.result()


def remake(number: int) -> tuple[int, str]:
    """Remake one. A broken original, or one that is gone, must not keep the others waiting."""
    picture = Image.objects.filter(pk=number).first()
    if picture is None:
        return number, ""
    try:
        picture.make_renditions()
    except Exception as error:
        return number, f"{picture}: {error}"
    return number, ""
