"""The people every test knows: Rosa reports, Edith edits, Paul takes pictures, Tara tags, Ada runs it.

Olga works for another desk, and Remi reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group

from accounts.models import User

PASSWORD = "correct horse battery staple"

ROLES = {
    "rosa": "Reporter",
    "olga": "Reporter",
    "edith": "Editor",
    "paul": "Photo editor",
    "tara": "Tagger",
    "tomas": "Tag editor",
    "ada": "Administrator",
}


def person(username: str) -> User:
    """Return one of the cast with their role, making them the first time."""
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    user = User.objects.create_user(username, f"{username}@newsroom.example", PASSWORD, is_staff=True)
    user.first_name = username.capitalize()
    user.save(update_fields=["first_name"])
    user.groups.add(Group.objects.get(name=ROLES[username]))
    return user


@dataclass
class Cast:
    """The people, each made when first asked for."""

    def __getattr__(self, username: str) -> User:
        if username not in ROLES:
            raise AttributeError(username)
        return person(username)
