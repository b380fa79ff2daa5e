"""The people of the demonstration desk: one for each role, each with a password of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import ROLES

SIGN_INS = "sign-ins.txt"

# Role: user name, first name, last name.
PEOPLE = {
    "Reporter": ("rosa", "Rosa", "Kellan"),
    "Editor": ("edith", "Edith", "Hargrave"),
    "Photo editor": ("paul", "Paul", "Estlin"),
    "Tagger": ("tara", "Tara", "Quennell"),
    "Tag editor": ("tomas", "Tomas", "Veld"),
    "Administrator": ("ada", "Ada", "Corrigan"),
}

# Words that are easy to read off a screen and to type: each of four to seven letters, none like another.
WORDS = """
anchor apron barge basin beacon birch bishop bottle bramble breeze bridge bronze bucket candle
canvas carbon castle cedar chalk cinder clover cobalt copper coral cotton cradle cricket crystal
dapple ditch dragon ember engine fabric falcon feather fennel fiddle flint forest garnet ginger
glider granite hammer harbour hazel heron hollow indigo island jacket jasmine jigsaw kettle ladder
lantern lemon linen magnet mallet maple marble meadow mirror mitten nectar nutmeg orchid otter
paddle pebble pepper piano pigeon pillow pocket quarry quartz rabbit raven ribbon rocket saddle
salmon silver sparrow spindle tandem teapot thimble thunder timber trellis trumpet tulip tunnel
velvet violet walnut whistle willow
"""


def make() -> dict[str, User]:
    """Make a user for each role and write their passwords down; return them by user name.

    The file is readable by its owner alone. Raises IntegrityError when a user name is taken.
    """
    passwords = {role: password() for role in ROLES}
    people = {PEOPLE[role][0]: _person(role, word) for role, word in passwords.items()}
    _write_down(passwords)
    return people


def password() -> str:
    """Return three words and four digits, about 33 bits: enough for a desk on one's own machine."""
    words = secrets.SystemRandom().sample(WORDS.split(), 3)
    return "-".join([*words, f"{secrets.randbelow(10_000):04}"])


def _person(role: str, word: str) -> User:
    username, first, last = PEOPLE[role]
    user = User.objects.create_user(
        username, f"{username}@example.org", word, first_name=first, last_name=last, is_staff=True
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def _write_down(passwords: Mapping[str, str]) -> None:
    path = Path(settings.DATA_DIR) / SIGN_INS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # an older file may be readable by others
    rows = [f"{role}\t{PEOPLE[role][0]}\t{passwords[role]}\n" for role in ROLES]
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(rows)
