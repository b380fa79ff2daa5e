"""Typed readers of the environment.

Each reader takes the variable's name and a default, and returns a checked value. A value that cannot be used
raises `BadValue`, whose text names the variable, the value and what is accepted; the start stops there,
because a newsroom that guesses at its own address or time zone prints wrong dates on every story.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


class BadValue(ImproperlyConfigured):
    """An environment variable holds something that Newsroom cannot use."""


def text(name: str, default: str = "") -> str:
    """Return the variable with outer blanks removed; unset and empty both mean `default`."""
    return os.environ.get(name, "").strip() or default


def integer(name: str, default: int, *, least: int | None = None, most: int | None = None) -> int:
    """Return a whole number between `least` and `most`, both allowed."""
    raw = text(name)
    if not raw:
        return default
    try:
        number = int(raw)
    except ValueError:
        _refuse(name, raw, _whole_number(least, most))
    if (least is not None and number < least) or (most is not None and number > most):
        _refuse(name, raw, _whole_number(least, most))
    return number


def boolean(name: str, default: bool = False) -> bool:
    """Return True for 1, true, yes, on and False for 0, false, no, off, in any case of letters."""
    raw = text(name)
    if not raw:
        return default
    if raw.lower() not in YES | NO:
        _refuse(name, raw, "1 or 0 (true, yes, on; false, no, off)")
    return raw.lower() in YES


def choice(name: str, default: str, accepted: Sequence[str]) -> str:
    """Return one of `accepted`, which is compared letter by letter."""
    raw = text(name, default)
    if raw not in accepted:
        _refuse(name, raw, "one of " + ", ".join(accepted))
    return raw


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return a list from values separated by commas; empty places are dropped."""
    raw = text(name)
    return [word.strip() for word in raw.split(",") if word.strip()] if raw else list(default)


def address(name: str, default: str) -> str:
    """Return a site's address, scheme and host and perhaps a port, without a slash at the end."""
    raw = text(name, default).rstrip("/")
    accepted = "a web address with nothing after the host, such as https://news.example.org"
    try:
        parts = urlsplit(raw)
        usable = (
            parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        _refuse(name, raw, accepted)
    if not usable or parts.path or parts.query or parts.fragment or "@" in parts.netloc or " " in raw:
        _refuse(name, raw, accepted)
    return raw


def page(name: str) -> str:
    """Return the address of a page somewhere on the web, or nothing when the variable is unset."""
    raw = text(name)
    accepted = "a whole web address, such as https://hub.example.org/"
    try:
        parts = urlsplit(raw)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        _refuse(name, raw, accepted)
    if raw and (not usable or any(sign.isspace() for sign in raw)):
        _refuse(name, raw, accepted)
    return raw


def file(name: str) -> str:
    """Return the whole path of a file that can be read, or nothing when the variable is unset."""
    raw = text(name)
    if not raw:
        return ""
    path = Path(raw).expanduser().resolve()
    if not path.is_file() or not os.access(path, os.R_OK):
        _refuse(name, raw, "the path of a file that this user may read")
    return str(path)


def zone(name: str, default: str) -> str:
    """Return the name of a time zone that the zone database knows."""
    raw = text(name, default)
    try:
        ZoneInfo(raw)
    except (KeyError, OSError, ValueError):
        _refuse(name, raw, "a time zone by its name, such as America/New_York or Asia/Karachi")
    return raw


def folder(name: str, default: Path) -> Path:
    """Return a folder that can be written; a missing one is made for its owner's eyes only."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        _refuse(name, str(path), f"a folder that this user may write in ({error.strerror})")
    if not os.access(path, os.W_OK | os.X_OK):
        _refuse(name, str(path), "a folder that this user may write in")
    return path


def database(name: str) -> dict[str, object] | None:
    """Return Django's description of a PostgreSQL database, or None when the variable is unset.

    The form is postgres://user:password@host:port/name?option=value (RFC 3986); every part is percent-decoded
    and options such as sslmode go to the driver as they stand. An error never repeats the value, which holds
    a password.
    """
    raw = text(name)
    if not raw:
        return None
    accepted = "postgres://user:password@host:5432/name, special characters percent-encoded"
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:
        _refuse(name, "(hidden)", accepted)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        _refuse(name, "(hidden)", accepted)
    return {
        "ENGINE": "newsroom.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def cache(name: str) -> str:
    """Return the address of a Redis server, or nothing when the variable is unset.

    The form is redis://user:password@host:6379/0, rediss:// for an encrypted line, or
    unix:///run/redis.sock?db=0. An error never repeats the value, which may hold a password.
    """
    raw = text(name)
    if not raw:
        return ""
    accepted = "redis://user:password@host:6379/0 (rediss:// encrypted, or unix:///run/redis.sock?db=0)"
    try:
        parts = urlsplit(raw)
        options = parse_qsl(parts.query, strict_parsing=bool(parts.query))
        is_usable = parts.port != 0 and not parts.fragment
    except ValueError:
        _refuse(name, "(hidden)", accepted)
    if parts.scheme == "unix":
        is_usable = is_usable and len(parts.path) > 1 and not parts.hostname
        number = dict(options).get("db", "0")
    else:
        is_usable = is_usable and parts.scheme in {"redis", "rediss"} and bool(parts.hostname) and not options
        number = parts.path.strip("/") or "0"
    if (
        not is_usable
        or not (number.isascii() and number.isdigit())
        or {key for key, _value in options} - {"db"}
    ):
        _refuse(name, "(hidden)", accepted)
    return raw


def object_store(name: str) -> dict[str, dict[str, Any]] | None:
    """Return Django's description of two storages in an S3 store, or None when the variable is unset.

    The form is s3://key:secret@host:port/bucket?originals=other-bucket, every part percent-decoded. Readers'
    files lie in the first bucket and originals in the second, so that opening the one to the world never
    opens the other. Options: `region`, `tls=0` for a store on the same machine, and `public`, the address at
    which readers fetch the first bucket; without it the site hands the files out itself. An error never
    repeats the value, which holds a secret.
    """
    raw = text(name)
    if not raw:
        return None
    accepted = "s3://key:secret@host/bucket?originals=other-bucket, special characters percent-encoded"
    try:
        parts = urlsplit(raw)
        options = dict(parse_qsl(parts.query))
        usable = parts.scheme == "s3" and parts.port != 0 and parts.hostname
    except ValueError:
        _refuse(name, "(hidden)", accepted)
    bucket, originals = parts.path.strip("/"), options.get("originals", "")
    if not usable or not bucket or "/" in bucket or not originals or originals == bucket:
        _refuse(name, "(hidden)", accepted)
    if find_spec("storages") is None or find_spec("boto3") is None:
        _refuse(name, "(hidden)", accepted + "; first install django-storages[s3] beside the newsroom")
    shared: dict[str, Any] = {
        "endpoint_url": f"{'http' if options.get('tls') == '0' else 'https'}://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "region_name": options.get("region") or "us-east-1",
        "default_acl": None,  # buckets are private unless their owner says otherwise
    }
    public = {"bucket_name": bucket, "public_address": options.get("public", "").rstrip("/")}
    return {
        "default": {"BACKEND": "newsroom.object_store.PublicObjects", "OPTIONS": shared | public},
        "originals": {
            "BACKEND": "newsroom.object_store.PrivateObjects",
            "OPTIONS": shared | {"bucket_name": originals},
        },
    }


def _whole_number(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"a whole number from {least} to {most}"
    if least is not None:
        return f"a whole number from {least} up"
    return "a whole number" if most is None else f"a whole number up to {most}"


def _refuse(name: str, value: str, accepted: str) -> NoReturn:
    raise BadValue(f"{name} is {value!r}, which cannot be used; it takes {accepted}.") from None
