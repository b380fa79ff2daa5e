"""What is asked for: one name for all the ways in which the same page can be asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port

from newsroom.page_cache.declaring import Declaration, declaration_of

# A longer query is no page's that readers come to twice.
LONGEST_QUERY = 512

Environ = dict[str, Any]


class Address(NamedTuple):
    """The page asked for. The port is left out: no page says it."""

    is_secure: bool
    host: str
    path: str
    query: str


def is_asked_by_anybody(environ: Environ) -> bool:
    """Say whether the request is one that everybody could make: a GET or HEAD without a person's sign-in."""
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and not is_signed_in(environ)


def is_signed_in(environ: Environ) -> bool:
    """Say whether the request brings somebody's sign-in. Other cookies make no difference to any page."""
    if "HTTP_AUTHORIZATION" in environ:
        return True
    return "HTTP_COOKIE" in environ and f"{settings.SESSION_COOKIE_NAME}=" in environ["HTTP_COOKIE"]


def address_of(environ: Environ) -> tuple[Address, Declaration | None]:
    """Return the address, its query reduced to what the page knows; without a query nothing is looked up.

    The declaration comes along where it had to be found; None for what may not be kept.
    """
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    declared = None
    if query:
        declared = declaration_of(path_of(environ))
        query = known_part(query, declared.queries) if declared else query
    return Address(_is_secure(environ), _host(environ.get("HTTP_HOST", "")), path, query), declared


def path_of(environ: Environ) -> str:
    """Return the path as Django reads it: the server hands its bytes over as Latin-1 (PEP 3333)."""
    raw: str = environ.get("PATH_INFO", "")
    return raw if raw.isascii() else raw.encode("latin-1", "replace").decode("utf-8", "replace")


@lru_cache(maxsize=4096)
def known_part(query: str, known: frozenset[str]) -> str:
    """Return the pairs of a query string whose keys are known, in order of the keys.

    A query that cannot be read is returned as it stands, for the view to refuse.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        return query
    return urlencode(sorted((pair for pair in pairs if pair[0] in known), key=lambda pair: pair[0]))


def _is_secure(environ: Environ) -> bool:
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return bool(environ[header[0]].split(",", 1)[0].strip() == header[1])
    return bool(environ["wsgi.url_scheme"] == "https")


@lru_cache(maxsize=256)
def _host(raw: str) -> str:
    return split_domain_port(raw)[0]
