"""System checks: refuse to start on what would leak or lose stories."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def it_is_not_debugging_in_public(**_kwargs: Any) -> list[CheckMessage]:
    """Debug pages print settings, source and drafts, so they stay on the machine of the person debugging."""
    if not settings.DEBUG or settings.SITE_HOST in settings.LOCAL_HOSTS:
        return []
    return [
        Error(
            f"NEWSROOM_DEBUG is on and NEWSROOM_ADDRESS is {settings.SITE_ADDRESS}, which others can see.",
            hint="Unset NEWSROOM_DEBUG, or debug on http://127.0.0.1:8000.",
            id="newsroom.E001",
        )
    ]


@register(Tags.security)
def it_signs_with_a_long_key(**_kwargs: Any) -> list[CheckMessage]:
    """A short key can be guessed, and whoever has it can sign in as anybody."""
    if len(settings.SECRET_KEY) >= 50 and len(set(settings.SECRET_KEY)) >= 5:
        return []
    return [
        Error(
            "NEWSROOM_SECRET_KEY is too short or too plain to sign with.",
            hint="Unset it, and a good key is made and kept; or give 50 random characters or more.",
            id="newsroom.E002",
        )
    ]


@register(Tags.files)
def it_keeps_originals_out_of_reach(**_kwargs: Any) -> list[CheckMessage]:
    """An original may show where and when it was taken; it never lies where readers fetch files."""
    public = Path(settings.MEDIA_ROOT).resolve()
    storage: Any = settings.STORAGES.get("originals", {})
    options = storage.get("OPTIONS", {})
    if "location" not in options or not Path(options["location"]).resolve().is_relative_to(public):
        return []
    return [
        Error("The storage 'originals' lies inside the folder that readers fetch from.", id="newsroom.E003")
    ]


@register(Tags.files)
def it_keeps_originals_in_a_bucket_of_their_own(**_kwargs: Any) -> list[CheckMessage]:
    """A bucket is opened to readers as a whole, so nothing private may lie in it."""
    public, private = (
        settings.STORAGES.get(name, {}).get("OPTIONS", {}).get("bucket_name")
        for name in ("default", "originals")
    )
    if not public or public != private:
        return []
    return [Error("The storage 'originals' has the bucket that readers fetch from.", id="newsroom.E010")]
