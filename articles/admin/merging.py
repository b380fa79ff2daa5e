"""The merge screen: what to do when somebody else has saved since one opened the story.

A stale form is not lost and overwrites nothing. Its document is merged with theirs; the person
settles what clashes; the result is a version with both as parents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import safekeeping
from articles.actions.acting import Act, lock, write_version
from articles.admin.merge_choices import choices_of, settled
from articles.admin.typed import typed_document
from articles.comparing_versions import compare_documents
from articles.document import Document, apply_document, to_document
from articles.errors import TransitionError
from articles.forms import ArticleForm
from articles.merging_edits import Merge, merge_documents
from articles.models import Article, RelatedLink, Version

_SALT = "articles.merge"
_A_DAY = 24 * 60 * 60


def is_only_stale(form: ArticleForm, formsets: Iterable[Any]) -> bool:
    """Say whether a form would be right if nobody else had saved."""
    problems = form.errors.as_data()
    codes = [error.code for error in problems.pop("__all__", [])]
    return codes == ["stale"] and not problems and all(formset.is_valid() for formset in formsets)


class MergePages:
    """Adds the merge screen to the story's admin class."""

    admin_site: Any

    def merge_urls(self) -> list[URLPattern]:
        """Return the address that a settled merge is sent to."""
        view = self.admin_site.admin_view(never_cache(require_POST(self.merge_view)))
        return [path("<int:number>/merge/", view, name="articles_merge")]

    def offer_merge(self, request: HttpRequest, form: ArticleForm, formsets: Iterable[Any]) -> HttpResponse:
        """Show the merge screen for a form that somebody else's save has overtaken."""
        article = form.instance
        mine, seen = typed_document(form, formsets), form.cleaned_data["seen"]
        stored = Article.objects.get(pk=article.pk)
        return self._screen(request, stored, seen, mine)

    def merge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Save a settled merge; or show the screen again, if there has been yet another save."""
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not self.is_editable(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        try:
            base, theirs, mine = signing.loads(request.POST.get("merge", ""), salt=_SALT, max_age=_A_DAY)
        except signing.BadSignature:
            messages.error(request, _("This merge is too old or damaged: open the story again."))
            return HttpResponseRedirect(_address(number))
        with transaction.atomic():
            lock(article)
            merge = merge_documents(_document(article, base), to_document(article), mine)
            if article.version != theirs:
                messages.warning(request, _("The story was saved once more meanwhile: look again."))
                return self._screen(request, article, base, mine)
            try:
                left_out = _save(article, merge, request.POST, base, mine, by=request.user)
            except TransitionError as refusal:
                transaction.set_rollback(True)
                messages.error(request, str(refusal))
                return self._screen(request, Article.objects.get(pk=number), base, mine)
        safekeeping.forget(request.user, article=article)
        messages.success(request, _("Saved: both edits are in one story now."))
        if left_out:
            sentence = _("Together they had more than %(n)d links. Left out: %(links)s.")
            values = {"n": RelatedLink.MOST_BY_HAND, "links": ", ".join(left_out)}
            messages.warning(request, sentence % values)
        return HttpResponseRedirect(_address(number))

    def _screen(self, request: HttpRequest, article: Article, seen: int, mine: Document) -> HttpResponse:
        base, theirs = _document(article, seen), to_document(article)
        merge = merge_documents(base, theirs, mine)
        context = self.admin_site.each_context(request) | {
            "title": _("Two edits, one story"),
            "opts": Article._meta,
            "article": article,
            "back": _address(article.pk),
            "choices": choices_of(merge),
            "from_them": compare_documents(base, theirs),
            "from_me": compare_documents(base, mine),
            "payload": signing.dumps([seen, article.version, mine], salt=_SALT, compress=True),
        }
        return render(request, "admin/articles/merge.html", context, status=409)


def _document(article: Article, number: int) -> Document:
    """Return the version a person started from; if it has been thinned away, the one after it."""
    version = article.versions.filter(number__gte=number).order_by("number").first()
    if version is None:
        raise Http404
    return version.document


def _save(article: Article, merge: Merge, post: Any, base: int, mine: Document, *, by: Any) -> list[str]:
    """Keep mine as a version of its own, then the result with both as its parents.

    Returns the names of links that found no room among the eight; the kept version still has them.
    """
    theirs = article.versions.get(number=article.version)
    kept = write_version(article, Act(by, timezone.now()), "typed", document=mine)
    kept.parents.set(Version.objects.filter(article=article, number=base))
    document = settled(merge, post)
    left_out = document["links"][RelatedLink.MOST_BY_HAND :]
    document["links"] = document["links"][: RelatedLink.MOST_BY_HAND]
    apply_document(article, document)
    article.save_version(by=by, verb="merge", parents=[theirs, kept])
    numbers = [link["target_id"] for link in left_out if link["target_id"]]
    headlines = dict(Article.objects.filter(pk__in=numbers).values_list("pk", "headline")) if numbers else {}
    return [link["title"] or headlines.get(link["target_id"], "–") for link in left_out]


def _address(number: int) -> str:
    return reverse("admin:articles_article_change", args=[number])
