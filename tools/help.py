"""`make` alone: what there is to type, read from the Makefile."""

import re
from pathlib import Path

MAKEFILE = Path(__file__).resolve().parent.parent / "Makefile"

for name, meaning in re.findall(r"^(\w+): ## (.+)$", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE):
    print(f"make {name:6} {meaning}")
