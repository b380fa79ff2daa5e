"""The content security policies (https://www.w3.org/TR/CSP3/), one for readers and one for the admin."""

from functools import cache
from typing import Any

from csp.constants import HEADER, NONCE, NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponseBase

READER_POLICY: dict[str, list[Any]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    # Videos play in the page once a reader asks for one: the origins of articles/embeds.py. Nothing is loaded
    # from them before.
    "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# Three allowances: the body editor's import map stands in the page, so scripts take a nonce; text pasted into
# it is judged by its style attributes before it is cleaned, so those are let through (but no style elements);
# and a preview, with its videos, is framed by the admin itself.
ADMIN_POLICY: dict[str, list[Any]] = {
    **READER_POLICY,
    "script-src": [SELF, NONCE],
    "style-src-attr": ["'unsafe-inline'"],
    "frame-src": [SELF, *READER_POLICY["frame-src"]],
    "frame-ancestors": [SELF],
}
ADMIN_PREFIX = "/admin/"


def with_pictures_from(address: str) -> dict[str, Any]:
    """Let pages show pictures from one more address: the readers' policy, and the desk's with it."""
    READER_POLICY["img-src"].append(address)  # the desk's policy has this very list
    return {"DIRECTIVES": READER_POLICY}


@cache
def _written() -> str:
    return str(build_policy())


@cache
def _has_second() -> bool:
    """Whether operators have one that is only reported by. A setting that is not there is slow to miss."""
    return getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None) is not None


def _is_plain(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether neither view nor template has a word about the policy, nor operators a second one."""
    if settings.DEBUG or _has_second() or "_csp_nonce" in request.__dict__:
        return False
    return not any(name.startswith("_csp") for name in response.__dict__)


def _forget(**_kwargs: Any) -> None:
    _written.cache_clear()
    _has_second.cache_clear()


setting_changed.connect(_forget, dispatch_uid="newsroom.content_policy")


class ContentPolicyMiddleware(CSPMiddleware):
    """Send the readers' policy everywhere except under the admin's address."""

    def process_request(self, request: HttpRequest) -> None:
        """Offer a nonce at the desk, where pages have scripts of their own in them."""
        if settings.DEBUG or request.path_info.startswith(ADMIN_PREFIX):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Write the header as the package does; that of a reader's page, which is always the same, once."""
        if request.path_info.startswith(ADMIN_PREFIX) or not _is_plain(request, response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _written())
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Choose the policy by address, unless the view has chosen its own."""
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith(ADMIN_PREFIX):
            parts.config = ADMIN_POLICY
        return parts
