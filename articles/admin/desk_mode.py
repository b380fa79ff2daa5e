"""Desk mode in the admin: choosing a queue, one story after another, and the way on, back and out."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from js_asset import Media as NoncedMedia

from articles.admin.desk_page import Sheet, lines_with
from articles.desk_mode import claims, progress, working
from articles.desk_mode.queues import MOST_LOOKED_AT, PLAIN, UNREVIEWED, Queue, is_long, plain_queue, queue_of
from articles.errors import TransitionError
from articles.forms.planning import person_name
from articles.models import Article, DeskTurn
from articles.querysets import ArticleQuerySet
from articles.views.safekeeping import signed_in
from articles.when_in_words import site_zone

RIGHT = "articles.tag_article"
SCRIPTS = ("tag-list", "link-list", "desk-mode")
STYLES = ("form", "planning", "reports", "desk-mode")
# Which story a person saved last, so that they can take it back.
LAST_SAVED = "desk_mode_saved"


class DeskMode:
    """Adds desk mode to the story's admin class. Each view asks for the right to tag any story."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Put desk mode below the stories."""

        def page(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(address, self.admin_site.admin_view(never_cache(view)), name=name)

        story = require_http_methods(["GET", "HEAD", "POST"])(self.desk_story_view)
        renew = signed_in(require_POST(self.desk_renew_view))
        return [
            page("desk/", require_safe(self.desk_start_view), "articles_desk"),
            page("desk/next/", require_POST(self.desk_next_view), "articles_desk_next"),
            page("desk/leave/", require_POST(self.desk_leave_view), "articles_desk_leave"),
            page("desk/undo/", require_POST(self.desk_undo_view), "articles_desk_undo"),
            page("desk/<int:number>/", story, "articles_desk_story"),
            page("desk/<int:number>/news/", require_safe(self.desk_news_view), "articles_desk_news"),
            path("desk/<int:number>/renew/", renew, name="articles_desk_renew"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    # Choosing

    def desk_start_view(self, request: HttpRequest) -> HttpResponse:
        """Offer the queues with what is left in each, and say what was done today. About eight queries."""
        _require(request)
        queues = [plain_queue(key) for key in PLAIN]
        chosen = self._queue(request)
        if chosen is not None:
            queues = [chosen, *(queue for queue in queues if queue.query != chosen.query)]
        rows = [(queue, queue.left()) for queue in queues]
        context = self._desk_context(request, _("Desk mode")) | {
            "queues": rows,
            "first": next((queue.query for queue, left in rows if left.number), ""),
            "done": progress.done_today(request.user),
            "looked_at": MOST_LOOKED_AT if is_long() else 0,
            "list_address": reverse("admin:articles_article_changelist"),
            "reports_address": reverse("admin:articles_reports"),
        }
        return render(request, "admin/articles/desk/start.html", context)

    def desk_next_view(self, request: HttpRequest) -> HttpResponse:
        """Pass the story by that is before the person, if any, and go to the next one of the queue."""
        _require(request)
        queue, here = self._asked_queue(request), _number(request.POST.get("from"))
        if here and Article.objects.filter(pk=here).exists():
            progress.close_turn(here, request.user, DeskTurn.Outcome.SKIPPED)
        return self._go_on(request, queue, after=here)

    def _go_on(self, request: HttpRequest, queue: Queue, *, after: int | None = None) -> HttpResponse:
        number = queue.take_next(request.user, after=after)
        if number is not None:
            return HttpResponseRedirect(_address_of(number, queue))
        claims.release(request.user)
        messages.info(request, _("Nothing is left for you in “%(queue)s”.") % {"queue": queue.label})
        return HttpResponseRedirect(f"{reverse('admin:articles_desk')}?{queue.query}")

    def desk_leave_view(self, request: HttpRequest) -> HttpResponse:
        """Let a story go, or all of them. The page's script sends this when the page is left."""
        _require(request)
        claims.release(request.user, _number(request.POST.get("from")) or None)
        return HttpResponseRedirect(reverse("admin:articles_desk"))

    def desk_renew_view(self, request: HttpRequest, number: int) -> JsonResponse:
        """Keep the claim while the person works; says in a sentence when somebody else has the story now."""
        _require(request)
        article = get_object_or_404(Article.objects.only("pk"), pk=number)
        is_mine = claims.take(article.pk, request.user)
        sentence = "" if is_mine else _taken_sentence(article.pk, request.user)
        return JsonResponse({"mine": is_mine, "sentence": sentence})

    # One story

    def desk_story_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show a story with its tags and links, or save what was decided about it and go on."""
        _require(request)
        article = get_object_or_404(Article.objects.select_related("section", "saved_by"), pk=number)
        queue = self._asked_queue(request)
        is_mine = claims.take(article.pk, request.user)
        if request.method == "POST":
            if "_back" in request.POST:
                return self._go_back(request, article, queue)
            return self._save(request, Sheet.of(article, queue, request.user, request.POST), is_mine=is_mine)
        if not is_mine:
            return self._is_taken(request, article, queue)
        claims.release(request.user, but=article.pk)
        progress.open_turn(article.pk, request.user)
        return self._show(request, Sheet.of(article, queue, request.user))

    def desk_news_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what would stand in More News with the tags and links on the page, saved or not."""
        _require(request)
        article = get_object_or_404(Article.objects.select_related("section"), pk=number)
        tags, links = request.GET.get("tags", "")[:400], request.GET.get("links", "")[:8000]
        context = {"news": lines_with(article, tags, links), "answers": {}}
        return render(request, "admin/articles/desk/news.html", context)

    def _save(self, request: HttpRequest, sheet: Sheet, *, is_mine: bool) -> HttpResponse:
        """Save and go on; or show what was sent again, with the reason."""
        if not is_mine and "_anyway" not in request.POST:
            sheet.is_taken = True
            sheet.refusals.append(_taken_sentence(sheet.article.pk, request.user))
        if not sheet.form.is_valid() or sheet.refusals:
            return self._show(request, sheet)
        try:
            saved = working.save(sheet.article, sheet.form.decided, by=request.user)
        except working.Clash as clash:
            fresh = Sheet.of(sheet.article, sheet.queue, request.user, sheet.form.with_both(clash))
            fresh.refusals.append(str(clash))
            return self._show(request, fresh)
        except TransitionError as refusal:
            sheet.refusals.append(str(refusal))
            return self._show(request, sheet)
        _say_saved(request, sheet.article, saved)
        return self._go_on(request, sheet.queue, after=sheet.article.pk)

    def _go_back(self, request: HttpRequest, article: Article, queue: Queue) -> HttpResponse:
        turn = progress.before_this(article.pk, request.user)
        if turn is None:
            messages.info(request, _("There is no story before this one."))
        return HttpResponseRedirect(_address_of(turn.article_id if turn else article.pk, queue))

    def desk_undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take the last save of this person back, and show that story again."""
        _require(request)
        queue, number = self._asked_queue(request), _number(request.POST.get("story"))
        turn = DeskTurn.objects.filter(user=request.user, article=number).select_related("article").first()
        if turn is None:
            raise Http404
        try:
            working.undo(turn, by=request.user)
        except TransitionError as refusal:
            messages.error(request, str(refusal))
        else:
            request.session.pop(LAST_SAVED, None)
            messages.success(request, _("Taken back: “%(story)s”.") % {"story": turn.article})
        return HttpResponseRedirect(_address_of(turn.article_id, queue))

    def _is_taken(self, request: HttpRequest, article: Article, queue: Queue) -> HttpResponse:
        sentence = _taken_sentence(article.pk, request.user)
        context = {"article": article, "queue": queue, "sentence": sentence}
        context |= self._desk_context(request, str(article))
        return render(request, "admin/articles/desk/taken.html", context, status=409)

    def _show(self, request: HttpRequest, sheet: Sheet) -> HttpResponse:
        last = request.session.get(LAST_SAVED)
        context = self._desk_context(request, str(sheet.article)) | sheet.context(request.user)
        context["undoable"] = last if last != sheet.article.pk else None
        return render(request, "admin/articles/desk/story.html", context)

    # What all of it needs

    def _queue(self, request: HttpRequest) -> Queue | None:
        return queue_of(request.GET, request.user, lambda filters: self._listed(request, filters))

    def _asked_queue(self, request: HttpRequest) -> Queue:
        """Return the queue of the address; who comes without one looks over everything."""
        return self._queue(request) or plain_queue(UNREVIEWED)

    def _listed(self, request: HttpRequest, filters: str) -> ArticleQuerySet | None:
        """Return the stories of the filtered list, as the list itself finds them; None for wild filters."""
        asked = copy(request)
        asked.GET = QueryDict(filters[:2000])  # type: ignore[assignment]
        try:
            found = self.get_changelist_instance(asked).queryset  # type: ignore[attr-defined]
        except (IncorrectLookupParameters, SuspiciousOperation, ValidationError, ValueError):
            return None
        numbers = found.prefetch_related(None).order_by().values("pk")
        return Article.objects.filter(pk__in=numbers).newest_first()

    def _desk_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        scripts: list[Any] = [Script(f"js/desk/{name}.js", type="module") for name in SCRIPTS]
        media = Media(js=scripts, css={"all": [f"css/desk/{name}.css" for name in STYLES]})
        return self.admin_site.each_context(request) | {
            "title": title,
            "opts": Article._meta,
            "media": NoncedMedia.from_media(media, nonce=str(request.csp_nonce)),
        }


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _number(text: str | None) -> int:
    """Read the number of a story; 0 for what is none."""
    is_number = bool(text) and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0


def _address_of(number: int, queue: Queue) -> str:
    return f"{reverse('admin:articles_desk_story', args=[number])}?{queue.query}"


def _taken_sentence(number: int, user: Any) -> str:
    """Say who has a story. One query."""
    claim = claims.held_by_another(number, user)
    if claim is None:
        return _("Somebody else has just had this story: try again.")
    hour = claim.until.astimezone(site_zone()).strftime("%H:%M")
    return _("%(who)s has this story now, until %(hour)s unless they go on.") % {
        "who": person_name(claim.user),
        "hour": hour,
    }


def _say_saved(request: HttpRequest, article: Article, saved: working.Saved) -> None:
    said = _("Saved: “%(story)s”.") if saved.is_changed else _("Looked over: “%(story)s”.")
    messages.success(request, said % {"story": article})
    if saved.merged_with:
        sentence = _("%(who)s had changed its tags or links meanwhile: both changes were kept.")
        messages.info(request, sentence % {"who": saved.merged_with})
    request.session[LAST_SAVED] = article.pk
