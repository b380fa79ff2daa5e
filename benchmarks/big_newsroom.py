"""Fills the database that DATABASE_URL names, and prints as JSON what the desk's measurement needs of it.

A program of its own, since the one that measures must not load the newsroom.
"""

import json
import sys

import django


def main(stories: int) -> None:
    """Write the stories, an editor who is signed in, a long draft and a long story that is out."""
    django.setup()
    from django.contrib.auth.models import Group
    from django.db import connection

    from accounts.models import User
    from benchmarks import corpus

    tags, contributors = max(stories // 5, 200), max(stories // 50, 100)
    big = corpus.fill(stories=stories, tags=tags, contributors=contributors)
    edith = User.objects.create_user("edith", is_staff=True)
    edith.groups.add(Group.objects.get(name="Editor"))
    draft, live = (corpus.make_long_story(big, by=edith) for _ in range(2))
    live.publish(by=edith)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {"session": session_of(edith), "draft": draft.pk, "live": live.pk, "stories": stories}
    print(json.dumps(found | {"tags": tags, "contributors": contributors}))


def session_of(user: "django.contrib.auth.models.AbstractBaseUser") -> str:  # type: ignore[name-defined]
    """Sign a user in without a request; return the session's key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
