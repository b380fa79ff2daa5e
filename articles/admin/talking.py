"""Comments on a story: a page of their own, and a panel below its form kept fresh by its script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import talking
from articles.forms.planning import CommentForm
from articles.models import Article, Comment

# What the script of the panel sends with its requests; the answer is then the panel alone.
PANEL = "X-Panel"


class Talking:
    """Adds the comments to the story's admin class. Whoever may view stories may say something."""

    admin_site: Any

    @property
    def media(self) -> Any:
        """The panel's script."""
        scripts: list[Any] = [Script("js/desk/story-comments.js", type="module")]
        return super().media + Media(js=scripts)  # type: ignore[misc]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        page, one = never_cache(self.comments_view), never_cache(require_POST(self.comment_view))
        return [
            path("<int:number>/comments/", wrap(page), name="articles_comments"),
            path("<int:number>/comments/<int:comment>/", wrap(one), name="articles_comment"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what has been said. One query."""
        if (article := context.get("original")) is not None:
            context["talk"] = _talk(article)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def comments_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the comments of a story; take a new one."""
        article = self._visible(request, number)
        form = CommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            talking.say(article, said["text"], by=request.user, passage=said["passage"])  # type: ignore[arg-type]
            return self._answer(request, article, _("Your comment is there."))
        status = 400 if form.is_bound else 200
        if PANEL in request.headers:
            return render(
                request, "admin/articles/talk/panel.html", {"talk": _talk(article, form)}, status=status
            )
        context = self.admin_site.each_context(request) | {
            "title": _("Comments"),
            "opts": Article._meta,
            "article": article,
            "talk": _talk(article, form),
        }
        return render(request, "admin/articles/talk/page.html", context, status=status)

    def comment_view(self, request: HttpRequest, number: int, comment: int) -> HttpResponse:
        """Settle a comment, or open it again."""
        article = self._visible(request, number)
        row = get_object_or_404(Comment, pk=comment, article=article)
        if request.POST.get("do") == "reopen":
            talking.reopen(row)
            return self._answer(request, article, _("The comment is open again."))
        talking.settle(row, by=request.user)  # type: ignore[arg-type]
        return self._answer(request, article, _("The comment is settled."))

    def _visible(self, request: HttpRequest, number: int) -> Article:
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        return article

    def _answer(self, request: HttpRequest, article: Article, done: str) -> HttpResponse:
        if PANEL in request.headers:
            return render(request, "admin/articles/talk/panel.html", {"talk": _talk(article)})
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:articles_comments", args=[article.pk]))


def _talk(article: Article, form: CommentForm | None = None) -> dict[str, Any]:
    """What the panel shows. One query."""
    comments = talking.comments_of(article)
    opened = sum(comment.resolved_at is None for comment in comments)
    return {
        "article": article,
        "comments": comments,
        "open": opened,
        "label": ngettext("%(count)d open comment", "%(count)d open comments", opened) % {"count": opened}
        if opened
        else _("Comments"),
        "form": form if form is not None else CommentForm(),
    }
