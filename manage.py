#!/usr/bin/env python
"""Django's command-line entry point; a bad setting is said in one sentence instead of a traceback."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.management import execute_from_command_line

    from newsroom.env import BadValue

    try:
        execute_from_command_line(sys.argv)
    except BadValue as error:
        sys.exit(f"Newsroom did not start: {error}")


if __name__ == "__main__":
    main()
