"""What happens when a story's form is sent: fields and parts are written, then exactly one verb is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions.acting import lock
from articles.actions.scheduling import set_time
from articles.admin.confirming import PUBLISHING, ask_first, back_to, confirmed_codes
from articles.checks_before_publishing import Refusal, Unconfirmed, Unfit, suspicious_name
from articles.document import forget_parts, set_tags
from articles.errors import TransitionError
from articles.forms.article import ArticleForm
from articles.forms.rows import OrderedFormSet, save_rows
from articles.models import Article
from articles.when_in_words import echo
from published.models import PublishedArticle
from taxonomy.proposing import settled

State = Article.State
# Verbs that need the desk's copy saved first and say nothing about its text.
AFTER_SAVING: dict[str, tuple[Callable[[Article, Any], Any], Any]] = {
    "_submit": (lambda article, by: article.submit(by=by), gettext_lazy("Submitted: the editors have it.")),
    "_approve": (lambda article, by: article.approve(by=by), gettext_lazy("Ready to go out.")),
    "_unschedule": (
        lambda article, by: article.unschedule(by=by),
        gettext_lazy("Taken back: it does not go out."),
    ),
    "_restore": (lambda article, by: article.restore(by=by), gettext_lazy("Taken up again, as a draft.")),
}


class Saving:
    """Adds the way a story is saved to its admin class. Runs inside the admin's own transaction."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Look the story up; when it is to be changed, hold its row until the transaction ends."""
        article = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if article is not None and request.method == "POST" and connection.in_atomic_block:
            lock(article)
        return article

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save. A refusal while saving rolls all back and shows the form as it was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except TransitionError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """Write the fields. A new story is its writer's."""
        if not change:
            obj.owner = request.user  # type: ignore[assignment]
        elif not form.changed_text:
            return
        _follow_headline(obj, form)
        if "publish_at" in form.changed_data:
            set_time(obj, obj.publish_at)
        obj.save()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write the rows of one part, ordered ones at once."""
        if isinstance(formset, OrderedFormSet):
            save_rows(formset)
            return
        for correction in formset.save(commit=False):
            if correction.pk is None:
                correction.created_by = request.user
            correction.save()
        for correction in formset.deleted_objects:
            correction.delete()

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool) -> None:
        """Write rows and tags, then say the verb. Raises TransitionError when not even saving is allowed."""
        article, by = form.instance, request.user
        for formset in formsets:
            self.save_formset(request, form, formset, change)
        is_changed = not change or bool(form.changed_text) or any(one.has_changed() for one in formsets)
        tags = form.cleaned_data.get("tags")
        if tags is not None:
            tags = settled(tags, by=by)  # what is proposed is made here, with the story and not before
        forget_parts(article)
        if not self.is_editable(request, article):  # type: ignore[attr-defined]
            if is_changed:
                article.change_tags(form.initial["tags"] if tags is None else tags, by=by)
                messages.success(request, _("Tags and links saved."))
            return
        if tags is not None:
            set_tags(article, tags, by=by)
            forget_parts(article)
        conclude(request, article, form, is_changed=is_changed)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        """Stay with the story."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]
        return go_on(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Stay with the story, or go to the page that asks for what the next verb needs."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)  # type: ignore[misc]
        return go_on(request, obj)


def go_on(request: HttpRequest, article: Article) -> HttpResponse:
    """Return to the form, with the fields a refusal named marked; or on to the page of a verb."""
    if verb := request.POST.get("_go"):
        return HttpResponseRedirect(reverse("admin:articles_article_verb", args=[article.pk, verb]))
    address = reverse("admin:articles_article_change", args=[article.pk])
    fields = [one.field for one in getattr(request, "refusals", []) if one.field]
    return HttpResponseRedirect(back_to(request, address, fields))


def conclude(request: HttpRequest, article: Article, form: ArticleForm, *, is_changed: bool) -> None:
    """Say the verb of the button that was pressed; whatever it refuses, what was typed is saved."""
    by = request.user
    button = next((name for name in (*PUBLISHING, *AFTER_SAVING) if name in request.POST), "")
    if button in PUBLISHING:
        try:
            _publish(request, article, form, button)
        except Unconfirmed:
            if is_changed:
                article.save_version(by=by)
            ask_first(request, is_saved=is_changed)
        except TransitionError as refusal:
            if is_changed:
                article.save_version(by=by)
            refuse(request, refusal, _("Saved, but not published.") if is_changed else _("Not published."))
    else:
        if is_changed:
            article.save_version(by=by)
        _say_saved(request, article, is_changed=is_changed, quietly=bool(button or "_go" in request.POST))
        if button:
            _say_after_saving(request, article, button)
    warn_of_names(request, article)


def _say_after_saving(request: HttpRequest, article: Article, button: str) -> None:
    verb, done = AFTER_SAVING[button]
    try:
        with transaction.atomic():
            verb(article, request.user)
    except TransitionError as refusal:
        refuse(request, refusal, _("Saved."))
    else:
        messages.success(request, done)


def _publish(request: HttpRequest, article: Article, form: ArticleForm, button: str) -> None:
    """Publish now, or let the clock do it, as the button said when it was pressed."""
    now, by = timezone.now(), request.user
    shown_as = request.POST.get("_publish")
    if shown_as in State.values and shown_as != article.state_at(now):
        raise TransitionError(
            _("The story is %(state)s by now, unlike when you opened it: look it over and press again."),
            params={"state": State(article.state_at(now)).label.lower()},
        )
    if button == "_publish" and article.publish_at is not None and article.publish_at > now:
        article.schedule(by=by, confirmed=confirmed_codes(request))
        messages.success(request, _("Scheduled: %s.") % echo(article.publish_at, now))
        return
    with transaction.atomic():
        if article.publish_at is not None and not article.is_live(now):
            set_time(article, None)
            article.save(update_fields=["publish_at", "publish_local", "publish_zone"])
        article.publish(
            by=by,
            significance=form.cleaned_data.get("significance") or "minor",
            note=form.cleaned_data.get("what_is_new") or "",
            confirmed=confirmed_codes(request),
        )
    address = PublishedArticle(day=article.address_day, slug=article.slug).get_absolute_url()
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', _("Published."), address, _("See it on the site"))
    )


def refuse(request: HttpRequest, refusal: TransitionError, before: str) -> None:
    """Tell the person what a verb refused, each sentence leading to the field that mends it."""
    refusals = refusal.refusals if isinstance(refusal, Unfit) else [Refusal(refusal.field, str(refusal))]
    request.refusals = refusals  # type: ignore[attr-defined]
    messages.warning(request, before)
    for one in refusals:
        sentence = (
            format_html('<a href="#row-{}">{}</a>', one.field, one.sentence) if one.field else one.sentence
        )
        messages.error(request, sentence)


def _say_saved(request: HttpRequest, article: Article, *, is_changed: bool, quietly: bool) -> None:
    if not is_changed:
        if not quietly:
            messages.info(request, _("Nothing had changed, so nothing was saved."))
    elif article.has_unpublished_changes:
        messages.success(request, _("Saved. Readers see the changes when you publish them."))
    else:
        messages.success(request, _("Saved."))


def warn_of_names(request: HttpRequest, article: Article) -> None:
    """Point at bare names that look like a whole byline."""
    for credit in article.credits.all():
        if credit.name and suspicious_name(credit.name):
            messages.warning(
                request,
                _("Credit “%s”: is this the name alone? “By” and the job are added by the page.")
                % credit.name,
            )


def _follow_headline(article: Article, form: ArticleForm) -> None:
    """Until the story goes out, the slug follows the headline, unless somebody has chosen it."""
    if article.pk is None or "headline" not in form.changed_data or "slug" in form.changed_data:
        return
    before = Article(headline=form.initial.get("headline", "")).make_slug()
    if article.slug == before and article.first_published_at is None and article.state != State.SCHEDULED:
        article.slug = ""
