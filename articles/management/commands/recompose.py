"""Compose public stories again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.recomposing import recompose


class Command(BaseCommand):
    help = (
        "Compose public stories again from their public versions: after new picture sizes, a new address "
        "of a story that others link to, or an upgrade that changes what a page carries. No date moves."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stories", nargs="*", type=int, help="numbers of stories; all without any")

    def handle(self, *args: Any, stories: list[int], **options: Any) -> None:
        chosen = Article.objects.filter(pk__in=stories) if stories else None
        count = recompose(chosen)
        self.stdout.write(f"{count} stories composed again.")
