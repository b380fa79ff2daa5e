"""The settings under test: the real ones, on a folder of their own and without the slow parts.

The environment decides one thing only, the database; the rest of what a developer may have set is left
out, so that a test means the same on every machine.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("NEWSROOM_") and name != "NEWSROOM_CHROMIUM"]:
    del os.environ[_name]
# A process that a test starts writes into the same folder, and leaves it to the tests to remove.
_folder = os.environ.get("TESTS_FOLDER") or tempfile.mkdtemp(prefix="newsroom-tests-")
if "TESTS_FOLDER" not in os.environ:
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["NEWSROOM_DATA"] = os.environ["TESTS_FOLDER"] = _folder

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES  # noqa: E402

# Hashed names need a collected folder; the tests read the files where they are written.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"] |= {"CONN_MAX_AGE": 0}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file and not memory, so that threads have connections of their own, as they do when serving.
    DATABASES["default"] |= {"TEST": {"NAME": str(Path(_folder) / "test.sqlite3")}}
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
else:
    # A connection that a test forgot in a transaction would have the next test wait for its locks for ever.
    DATABASES["default"]["OPTIONS"] |= {
        "options": "-c lock_timeout=100s -c idle_in_transaction_session_timeout=200s"
    }
