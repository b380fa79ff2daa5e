"""The signing key: made once for each installation and kept beside its data."""

import os
import secrets
import tempfile
from pathlib import Path

from newsroom.env import BadValue


def kept_in(folder: Path) -> str:
    """Return the key kept in `folder`, which is made when it is missing.

    The key is written under another name and then linked into place, so that of several processes starting at
    once exactly one key wins and nobody reads a half-written one. Only the owner can read the file.
    """
    path = folder / "secret-key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise BadValue(f"The key file '{path}' cannot be used ({error}); give it to this user.") from None
    if not key:
        raise BadValue(
            f"The key file '{path}' is empty; remove it, a new one is made and everybody signs in again."
        )
    return key


def _make(path: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
