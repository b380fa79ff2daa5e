"""The story at the desk: its list and its form, in the order of work."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles import body as body_rules
from articles import permissions
from articles.admin.bulk_tags import BulkTags
from articles.admin.confirming import Confirming
from articles.admin.corrections_desk import CorrectionsDesk
from articles.admin.desk_mode import DeskMode
from articles.admin.filters import LanguageFilter, MineFilter, StateFilter, TagFilter
from articles.admin.inlines import CorrectionInline, CreditInline, LinkInline, SourceInline
from articles.admin.keeping import Keeping
from articles.admin.links_desk import LinksDesk
from articles.admin.list_actions import ListActions
from articles.admin.lists import ListColumns, StoryChangeList, state_badge
from articles.admin.live_desk import LiveDesk
from articles.admin.planning import DayFilter, OwnerFilter, Planning
from articles.admin.previewing import Previewing
from articles.admin.proposals import ProposalPages
from articles.admin.reports import ReportPages
from articles.admin.saving import Saving
from articles.admin.starting import Starting
from articles.admin.talking import Talking
from articles.admin.trying_weights import TryingWeights
from articles.admin.verb_pages import VerbPages
from articles.admin.versions import VersionPages
from articles.back_links import linked_from
from articles.buttons import bar_for
from articles.errors import TransitionError
from articles.forms import ArticleForm
from articles.forms.body_editor import BODY_EDITOR
from articles.forms.search_boxes import PictureSelect, SearchBox
from articles.models import Article
from articles.views.echo import schedule_echo
from articles.views.pickers import PICKER_URLS
from articles.views.previews import show_preview
from articles.views.suggestions import SUGGESTION_URLS
from articles.views.tag_picker import tag_picker
from newsroom.base_admin import NewsroomModelAdmin
from published.languages import direction
from published.models import PublishedArticle

State = Article.State
STORY = ("kicker", "headline", "short_headline", "standfirst", "body")
BYLINE = ("dateline", "byline_mode", "byline_text", "no_byline_intended")
POINT = ("lead_focal_x", "lead_focal_y")
PICTURE = ("lead_image", "lead_caption", "lead_alt", "lead_is_decorative", POINT)
HOME = ("section", "kind", "language", "translation_of", "is_evergreen")
ADDRESS = ("slug",)
MORE_NEWS = ("fills_by_score", "fills_from_section")
EMBARGO = ("embargoed_until", "embargo_source", "expires_at")
# What somebody sees who may not change the text.
FACTS = (
    "section",
    "kind",
    "language",
    "publish_at",
    "embargoed_until",
    "embargo_source",
    "expires_at",
    "slug",
)


class Mistake(NamedTuple):
    """One thing to mend: the row of the form it is in, that row's name, and what to do."""

    row: str
    name: str
    sentence: str


@admin.register(Article)
class ArticleAdmin(
    BulkTags,
    ProposalPages,
    ListActions,
    ListColumns,
    Planning,
    Confirming,
    LiveDesk,
    Talking,
    Previewing,
    Starting,
    CorrectionsDesk,
    LinksDesk,
    TryingWeights,
    ReportPages,
    DeskMode,
    Keeping,
    Saving,
    VersionPages,
    VerbPages,
    NewsroomModelAdmin,
):
    """Stories. Nobody sets a state by hand: buttons say verbs, and the verbs decide."""

    form = ArticleForm
    formfield_overrides = BODY_EDITOR
    inlines = (CreditInline, SourceInline, LinkInline, CorrectionInline)
    autocomplete_fields = ("lead_image", "translation_of")
    change_form_template = "admin/articles/article_form.html"
    delete_confirmation_template = "admin/articles/delete_story.html"

    list_display = ("story", "state_badge", "section", "byline", "owner_name", "when", "tag_names")
    list_display_links = ("story",)
    list_filter = (
        StateFilter,
        MineFilter,
        OwnerFilter,
        DayFilter,
        "section",
        "kind",
        LanguageFilter,
        TagFilter,
    )
    search_fields = ("headline",)  # what is searched is in `get_search_results`
    search_help_text = _("Headline, standfirst, address, credited name or tag.")
    date_hierarchy = "first_published_at"
    ordering = ("-saved_at", "-id")

    @property
    def media(self) -> Any:
        """The form's scripts, each a module, and its style."""
        names = ["moment-field", "ordered-rows", "tag-list", "tag-suggestions", "story-form", "safekeeping"]
        names += ["focal-point", "crop-preview", "lead-picture", "length-guide", "more-news"]
        scripts: list[Any] = [Script(f"js/desk/{name}.js", type="module") for name in names]
        sheets = [f"css/desk/{name}.css" for name in ("pictures", "form", "tag-field", "links")]
        return super().media + Media(js=scripts, css={"all": sheets})

    # Who may

    def is_editable(self, request: HttpRequest, obj: Article | None) -> bool:
        """Say whether this person may change the text, and not only tags and links."""
        return obj is None or permissions.may_edit(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whoever may tag a story may open its form; what is in it depends on the person."""
        if obj is not None:
            return permissions.may_tag(request.user, obj)
        rights = ("change_article", "edit_any_article", "tag_article")
        return any(request.user.has_perm(f"articles.{right}") for right in rights)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Only what nobody but the desk ever saw may be deleted."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (_is_deletable(obj) and permissions.may_edit(request.user, obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponseBase:
        """Ask before deleting; say why a story that was public stays."""
        article = self.get_object(request, unquote(object_id))
        if article is not None and not _is_deletable(article):
            messages.error(request, _("A story that is or was public is withdrawn, never deleted."))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        try:
            leads_here = {"linked_from": linked_from(article) if article else []}
            return super().delete_view(request, object_id, leads_here | (extra_context or {}))
        except TransitionError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer verbs; nothing is deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StoryChangeList]:
        return StoryChangeList

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Story first, what surrounds it beside it. Who may only tag gets the tags and the rest to read."""
        if not self.is_editable(request, obj):
            tags = ("tags", "seen") if self.has_change_permission(request, obj) else ("tags_shown",)
            return [
                (None, {"fields": ("story_shown",), "classes": ("main",)}),
                (_("Tags"), {"fields": tags, "classes": ("side",)}),
                (_("Publishing"), {"fields": FACTS, "classes": ("side", "is-facts")}),
            ]
        is_live = obj is not None and obj.is_live()
        plan = ("due_at",) if is_live else ("due_at", "publish_at")
        embargo = EMBARGO if not is_live or (obj and obj.embargoed_until) else ("expires_at",)
        change = ("significance", "what_is_new") if is_live else ()
        # Open when a refusal points into it.
        is_closed = not {*ADDRESS, *embargo} & set(request.GET.getlist("amiss"))
        return [
            (None, {"fields": (*STORY, "seen"), "classes": ("main",)}),
            (_("Publishing"), {"fields": (*HOME, *plan), "classes": ("side",)}),
            (_("Tags"), {"fields": ("tags",), "classes": ("side", "is-bare")}),
            (_("Lead picture"), {"fields": PICTURE, "classes": ("side", "is-picture")}),
            (
                _("Address and embargo"),
                {"fields": (*ADDRESS, *embargo), "classes": ("side", "collapse" if is_closed else "")},
            ),
            (_("Byline"), {"fields": BYLINE, "classes": ("below",)}),
            (_("How More News goes on"), {"fields": MORE_NEWS, "classes": ("last", "is-short")}),
            (_("Note to colleagues"), {"fields": ("ed_note",), "classes": ("last",)}),
            (None, {"fields": change, "classes": ("change",)}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Who may only tag reads the rest."""
        return () if self.is_editable(request, obj) else ("story_shown", *FACTS)

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Hand the form what a verb refused, and keep the person with the story: no links to add things."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.may_propose = request.user.has_perm("taxonomy.propose_tag")
        if box := getattr(getattr(form.base_fields.get("lead_image"), "widget", None), "widget", None):
            box.story = obj.pk if obj else None
        for name in ("section", "lead_image", "translation_of"):
            if widget := getattr(form.base_fields.get(name), "widget", None):
                widget.can_add_related = widget.can_change_related = False
                widget.can_delete_related = widget.can_view_related = False
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Show the lead picture with its search box."""
        if db_field.name == "lead_image":
            kwargs["widget"] = PictureSelect(db_field, self.admin_site)
        if db_field.name == "translation_of":
            kwargs["widget"] = SearchBox(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_inline_instances(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A story that never was public has nothing to correct; nor has a form from before it was."""
        was_public = obj is not None and (obj.first_published_at is not None or obj.is_live())
        if request.method == "POST":
            was_public = was_public and "corrections-TOTAL_FORMS" in request.POST
        found = super().get_inline_instances(request, obj)
        return [one for one in found if was_public or not isinstance(one, CorrectionInline)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the buttons, the state and what a refusal pointed at.

        Sent in parts (multipart), whose letters are not blown up to three bytes for one.
        """
        article, now = context.get("original"), timezone.now()
        context |= {
            "bar": bar_for(article, request.user, now, is_editable=self.is_editable(request, article)),
            "can_save": self.has_change_permission(request, article),
            "amiss": set(request.GET.getlist("amiss")),
            "mistakes": mistakes(context),
            "has_file_field": True,
            "title": gettext("New story") if article is None else str(article),
            "subtitle": None,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
        }
        if article is not None:
            context |= {"state_badge": state_badge(article), "page_address": _page_address(article, now)}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("story"))
    def story_shown(self, article: Article) -> SafeString:
        """The text, to read."""
        return format_html(
            '<article class="story-shown" lang="{}" dir="{}"><p class="story-kicker">{}</p><h2>{}</h2>'
            '<p class="story-shown__standfirst">{}</p>{}</article>',
            article.language,
            direction(article.language),
            article.kicker,
            article,
            article.standfirst,
            mark_safe(body_rules.clean_body(article.body)),  # noqa: S308  cleaned here
        )

    @admin.display(description=_("tags"))
    def tags_shown(self, article: Article) -> SafeString:
        """The tags, to read."""
        names = ((tagging.tag.label,) for tagging in article.taggings.select_related("tag"))
        return format_html_join("", '<span class="story-tag">{}</span>', names) or format_html("{}", "–")

    # History and addresses

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The story's own events are its history; a second log would say less."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """See `log_addition`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the versions and events."""
        return HttpResponseRedirect(reverse("admin:articles_versions", args=[unquote(object_id)]))

    @method_decorator(xframe_options_sameorigin)
    def preview_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the desk's copy as readers would get it now, in the site's language and not the person's."""
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        with translation.override(settings.LANGUAGE_CODE):
            return show_preview(request, article)

    def get_urls(self) -> list[URLPattern]:
        """Put the desk's own pages before the admin's, whose address pattern takes everything."""
        wrap = self.admin_site.admin_view
        own = [
            path("schedule-echo/", wrap(schedule_echo), name="articles_article_schedule_echo"),
            path("tags/", wrap(tag_picker), name="articles_article_tags"),
            path(
                "<int:number>/preview/", wrap(never_cache(self.preview_view)), name="articles_article_preview"
            ),
        ]
        own += [*PICKER_URLS, *SUGGESTION_URLS]
        return [*own, *self.keeping_urls(), *self.verb_urls(), *self.version_urls(), *super().get_urls()]


def mistakes(context: dict[str, Any]) -> list[Mistake]:
    """Return every mistake of a form that came back, in its order: the summary that stands on top."""
    found = _of_form(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        found += [Mistake("", "", sentence) for sentence in inline.formset.non_form_errors()]
        found += [mistake for form in inline.formset.forms for mistake in _of_form(form)]
    return found


def _of_form(form: Any) -> list[Mistake]:
    """A form that was only shown has none."""
    if not form.is_bound:
        return []
    whole = [Mistake("", "", sentence) for sentence in form.non_field_errors()]
    fields = ((field, sentence) for field in form for sentence in field.errors)
    return whole + [Mistake(f"row-{field.html_name}", str(field.label), said) for field, said in fields]


def _is_deletable(article: Article) -> bool:
    return article.first_published_at is None and article.state != State.SCHEDULED


def _page_address(article: Article, now: Any) -> str:
    """Where readers have the story now, or nothing. One query."""
    row = PublishedArticle.objects.public(now).filter(pk=article.pk).only("day", "slug").first()
    return row.get_absolute_url() if row else ""
