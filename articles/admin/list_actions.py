"""List actions: a verb for each chosen story, and a report of each refusal by its headline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.verb_pages import DEEDS, ask
from articles.checks_before_publishing import Unconfirmed
from articles.errors import TransitionError
from articles.models import Article


class ListActions:
    """Adds the verbs of the list to an admin class."""

    actions = ("publish", "submit", "assign", "move", "bulk_tags", "send_back", "withdraw", "spike")
    admin_site: Any

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Say whether this person is offered “publish”."""
        return bool(request.user.has_perm("articles.publish_article"))

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Say whether this person is offered “withdraw”."""
        return bool(request.user.has_perm("articles.withdraw_article"))

    def has_edit_any_permission(self, request: HttpRequest) -> bool:
        """Say whether this person is offered “send back”."""
        return bool(request.user.has_perm("articles.edit_any_article"))

    def has_write_permission(self, request: HttpRequest) -> bool:
        """Say whether this person is offered what writers may do with their own."""
        return bool(request.user.has_perm("articles.change_article"))

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Put each out now; on a live story as a minor change. Warnings are asked about, all on one page."""
        asked: list[tuple[Article, Unconfirmed]] = []

        def put_out(article: Article) -> None:
            confirmed = request.POST.getlist(f"confirmed-{article.pk}")
            article.publish(by=request.user, confirmed=confirmed)

        each(request, queryset, put_out, _("Published"), asked=asked)
        return self.ask_about_several(request, asked)  # type: ignore[attr-defined, no-any-return]

    @admin.action(description=_("Submit"), permissions=["write"])
    def submit(self, request: HttpRequest, queryset: Any) -> None:
        """Hand each to the editors."""
        each(request, queryset, lambda article: article.submit(by=request.user), _("Submitted"))

    @admin.action(description=_("Assign…"), permissions=["edit_any"])
    def assign(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask for whom, then make each their story."""
        return self._ask(request, queryset, "assign")

    @admin.action(description=_("Move to another section…"), permissions=["edit_any"])
    def move(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask where to, then move each."""
        return self._ask(request, queryset, "move")

    @admin.action(description=_("Send back…"), permissions=["edit_any"])
    def send_back(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask for the note, then give each back to its writer."""
        return self._ask(request, queryset, "send-back")

    @admin.action(description=_("Withdraw…"), permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask for the note, then take each down."""
        return self._ask(request, queryset, "withdraw")

    @admin.action(description=_("Spike…"), permissions=["write"])
    def spike(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask for a note, then set each aside."""
        return self._ask(request, queryset, "spike")

    def _ask(self, request: HttpRequest, queryset: Any, verb: str) -> HttpResponse | None:
        deed = DEEDS[verb]
        form = deed.form(request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            values = form.cleaned_data
            each(request, queryset, lambda article: deed.do(article, request.user, None, values), deed.button)
            return None
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        action = request.POST.get("action", "")
        return ask(self.admin_site, request, deed, form, list(queryset), chosen=chosen, action=action)


def each(
    request: HttpRequest,
    queryset: Any,
    do: Callable[[Article], Any],
    verb: Any,
    *,
    asked: list[tuple[Article, Unconfirmed]] | None = None,
) -> None:
    """Do one thing to each story, in a transaction of its own, and report what was refused and why.

    Stories that only warnings hold up are added to `asked` instead, where it is given.
    """
    done = 0
    for article in queryset.order_by("pk"):
        try:
            with transaction.atomic():
                do(article)
        except TransitionError as refusal:
            if asked is not None and isinstance(refusal, Unconfirmed):
                asked.append((article, refusal))
                continue
            messages.error(request, format_html("“<bdi>{}</bdi>”: {}", article, refusal))
        else:
            done += 1
    if done:
        counted = ngettext("%(verb)s: %(count)d story.", "%(verb)s: %(count)d stories.", done)
        messages.success(request, counted % {"verb": verb, "count": done})
