"""Pages that ask what a verb needs before it happens, for one story or for several chosen in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from articles.back_links import linked_from
from articles.errors import TransitionError
from articles.forms import planning
from articles.forms import verbs as forms
from articles.models import Article

Values = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """A verb with its page: what it asks, what it says, and how it is done."""

    title: Any
    explanation: Any
    button: Any
    done: Any
    form: type[forms.VerbForm]
    right: str
    do: Callable[[Article, Any, int | None, Values], Any]
    is_grave: bool = False


DEEDS: dict[str, Deed] = {
    "withdraw": Deed(
        _("Withdraw"),
        _("The story leaves the site at once. Its address says that it is gone, with your note."),
        _("Withdraw"),
        _("Withdrawn."),
        forms.WithdrawForm,
        "withdraw_article",
        lambda article, by, seen, values: article.withdraw(
            by=by,
            seen=seen,
            note=values["withdrawal_note"],
            reason=values["reason"],
            is_legal=values["is_legal"],
        ),
        is_grave=True,
    ),
    "send-back": Deed(
        _("Send back"),
        _("The story becomes a draft again, and its writer reads your note."),
        _("Send back"),
        _("Sent back."),
        forms.NoteForm,
        "edit_any_article",
        lambda article, by, seen, values: article.send_back(by=by, seen=seen, note=values["note"]),
    ),
    "spike": Deed(
        _("Spike"),
        _("The story is set aside. It was never public and can be taken up again."),
        _("Spike"),
        _("Spiked."),
        forms.SpikeForm,
        "change_article",
        lambda article, by, seen, values: article.spike(by=by, seen=seen, note=values["note"]),
    ),
    "assign": Deed(
        _("Assign"),
        _("Whose story it is. The owner finds it among their own, and edits it until it is ready."),
        _("Assign"),
        _("Assigned."),
        planning.AssignForm,
        "edit_any_article",
        lambda article, by, seen, values: article.assign(values["owner"], by=by),
    ),
    "move": Deed(
        _("Move to another section"),
        _("Only the desk’s copy moves: readers of a story that is out see it there when you publish."),
        _("Move"),
        _("Moved."),
        planning.MoveForm,
        "edit_any_article",
        lambda article, by, seen, values: article.move(values["section"], by=by, seen=seen),
    ),
    "correct": Deed(
        _("Correct"),
        _(
            "The correction goes out at once, with everything that is saved at the desk. "
            "It is dated, public, and stays."
        ),
        _("Publish the correction"),
        _("The correction is public."),
        planning.CorrectForm,
        "publish_article",
        lambda article, by, seen, values: article.correct(
            by=by,
            seen=seen,
            text=values["text"],
            kind=values["kind"],
            placement=values["placement"],
            faulty_words=values["faulty_words"],
            keeps_text=not values["removes_text"],
            is_noindex=values["is_noindex"],
        ),
    ),
    "lift-embargo": Deed(
        _("Lift the embargo"),
        _("The story may go out before its embargo ends."),
        _("Lift the embargo"),
        _("The embargo is lifted."),
        forms.ReasonForm,
        "lift_embargo",
        lambda article, by, seen, values: article.lift_embargo(by=by, reason=values["reason"]),
        is_grave=True,
    ),
    "display-date": Deed(
        _("Set the display date"),
        _("Readers are shown another date than that of the first publication."),
        _("Set the date"),
        _("The display date is set."),
        forms.DisplayDateForm,
        "edit_dates",
        lambda article, by, seen, values: article.set_display_date(
            values["published_at"], by=by, reason=values["reason"], is_day_only=values["is_day_only"]
        ),
    ),
    "withhold": Deed(
        _("Withhold a version"),
        _("Readers who compare what the story said no longer see the words of this version."),
        _("Withhold"),
        _("The version is withheld."),
        forms.WithholdForm,
        "withhold_version",
        lambda article, by, seen, values: article.withhold_version(
            values["version"], by=by, reason=values["reason"]
        ),
        is_grave=True,
    ),
    "clear-first-published": Deed(
        _("Clear the first publication"),
        _("For a story that went out by mistake: it becomes a draft again, as if it had never been public."),
        _("Clear it"),
        _("The first publication is forgotten."),
        forms.ReasonForm,
        "clear_first_published",
        lambda article, by, seen, values: article.clear_first_published(by=by, reason=values["reason"]),
        is_grave=True,
    ),
}


# After these, what leads to the story leads nowhere: the page names it first.
TAKES_AWAY = ("withdraw", "clear-first-published")


class VerbPages:
    """Adds the pages to an admin class; they live under their story's address."""

    admin_site: Any

    def verb_urls(self) -> list[URLPattern]:
        """Return the addresses; the class puts them before its own."""
        view = self.admin_site.admin_view(never_cache(self.verb_view))
        return [path("<int:number>/do/<slug:verb>/", view, name="articles_article_verb")]

    def verb_view(self, request: HttpRequest, number: int, verb: str) -> HttpResponse:
        """Ask, then do. What is refused is said beside the field that mends it."""
        deed, article = DEEDS.get(verb), Article.objects.filter(pk=number).first()
        if deed is None or article is None:
            raise Http404
        if not request.user.has_perm(f"articles.{deed.right}"):
            raise PermissionDenied
        form = deed.form(request.POST if request.method == "POST" else None, article=article)
        if request.method == "POST" and form.is_valid() and _does(request, deed, article, form):
            messages.success(request, deed.done)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        leads_here = linked_from(article) if verb in TAKES_AWAY else None
        return ask(
            self.admin_site, request, deed, form, [article], seen=article.version, linked_from=leads_here
        )


def _does(request: HttpRequest, deed: Deed, article: Article, form: forms.VerbForm) -> bool:
    seen = request.POST.get("seen", "")
    try:
        with transaction.atomic():
            deed.do(article, request.user, int(seen) if seen.isdecimal() else None, form.cleaned_data)
    except TransitionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.messages)
        return False
    return True


def ask(
    admin_site: Any,
    request: HttpRequest,
    deed: Deed,
    form: forms.VerbForm,
    articles: list[Article],
    **context: Any,
) -> HttpResponse:
    """Return the page that asks what a verb needs. `context` adds hidden values for the template."""
    context |= admin_site.each_context(request)
    context |= {"deed": deed, "form": form, "articles": articles, "title": deed.title, "opts": Article._meta}
    return TemplateResponse(request, "admin/articles/verb.html", context)
