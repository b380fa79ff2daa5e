"""Warnings before publishing: asked about once, on the form or on a page of their own for several stories.

A publication that only warnings hold up saves the text and comes back with `?asked=` and the button
that was pressed. The codes somebody confirms travel in the address that “Publish anyway” posts to, so
that the ordinary buttons of the same form confirm nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.publishing import asked_about
from articles.buttons import Button
from articles.checks_before_publishing import Refusal, Unconfirmed, findings
from articles.models import Article

PUBLISHING = ("_publish", "_publish_now")
# What only the request says; the story does not keep it, so the address does until it is published.
CARRIED = ("significance", "what_is_new")


def confirmed_codes(request: HttpRequest) -> list[str]:
    """Return the codes of the warnings that this press of the button confirms."""
    return request.GET.getlist("confirmed")


def ask_first(request: HttpRequest, *, is_saved: bool) -> None:
    """Remember that the form comes back with a question, and say what has happened so far."""
    request.is_asked = True  # type: ignore[attr-defined]
    said = (
        _("Saved. Before it goes out, look at this.") if is_saved else _("Before it goes out, look at this.")
    )
    messages.warning(request, said)


def back_to(request: HttpRequest, address: str, fields: list[str]) -> str:
    """Return the form's address, with the fields to mark and with what is asked and carried."""
    query = QueryDict(mutable=True)
    query.setlist("amiss", fields)
    pressed = next((name for name in PUBLISHING if name in request.POST), "")
    is_asked = bool(pressed and getattr(request, "is_asked", False))
    if is_asked:
        query["asked"] = pressed
        query.setlist("confirmed", confirmed_codes(request))
    if is_asked or (pressed and fields):
        for name in CARRIED:
            if value := request.POST.get(name, ""):
                query[name] = value
    told = query.urlencode()
    return f"{address}{'?' if told else ''}{told}{'#asked' if is_asked else ''}"


@dataclass(frozen=True)
class Asked:
    """What the form asks about: the warnings, and the button that goes on, with the address it posts to."""

    warnings: list[Refusal]
    button: Button
    address: str


def question(
    article: Article, pressed: str, confirmed: list[str], now: datetime, *, state: str
) -> Asked | None:
    """Return what to ask before publishing, or None when there is nothing or something stops. Ten queries."""
    plan = article.publish_at if pressed == "_publish" and not article.is_live(now) else None
    is_later = plan is not None and plan > now
    found = findings(article, plan if plan is not None and is_later else now)
    before = asked_about(article, confirmed) or set()
    warnings = [one for one in found if one.code not in before]
    if not warnings or any(not one.is_warning for one in found):
        return None
    query = QueryDict(mutable=True)
    query.setlist("confirmed", sorted({*confirmed, *(one.code for one in warnings)}))
    label = _("Schedule anyway") if is_later else _("Publish anyway")
    return Asked(warnings, Button(pressed, label, state), f"?{query.urlencode()}")


class Confirming:
    """Adds the question to the story's form, and asks it in the list before it publishes several."""

    admin_site: Any

    @property
    def media(self) -> Any:
        """The style of the question."""
        return super().media + Media(css={"all": ["css/desk/planning.css"]})  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is asked, and what was chosen when the button was pressed."""
        article, form = context.get("original"), context["adminform"].form
        if article is not None and not form.is_bound:
            form.initial |= {name: request.GET[name] for name in CARRIED if name in request.GET}
            context["asked"] = self._asked(request, article)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _asked(self, request: HttpRequest, article: Article) -> Asked | None:
        pressed, now = request.GET.get("asked", ""), timezone.now()
        if pressed not in PUBLISHING or not request.user.has_perm("articles.publish_article"):
            return None
        return question(article, pressed, confirmed_codes(request), now, state=article.state_at(now))

    def ask_about_several(
        self, request: HttpRequest, asked: list[tuple[Article, Unconfirmed]]
    ) -> HttpResponse | None:
        """Return the page that lists the warnings of several stories; None when there are none."""
        if not asked:
            return None
        count = ngettext("One story has a warning", "%(count)d stories have warnings", len(asked))
        context = self.admin_site.each_context(request) | {
            "title": count % {"count": len(asked)},
            "opts": Article._meta,
            "asked": asked,
        }
        return TemplateResponse(request, "admin/articles/asked_several.html", context)
