from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from taxonomy.admin.deleting import DeletingAdmin
from taxonomy.admin.forms import TagForm
from taxonomy.admin.merging import MergingAdmin
from taxonomy.admin.shared import AliasInline, MergedFilter, NamedAdmin, safe_next
from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.ledger import Ledger
from taxonomy.models import Operation, Tag, TagIdentifier, TagName
from taxonomy.proposing import record_creation
from taxonomy.recording import names_in_play, record_edit, whole
from taxonomy.sharing import set_shared_aliases
from taxonomy.slugs import free_slug

# What only a form asks, and nobody reads who may not change the tag.
ASKED = ("keep_old_name", "changes_address", "shared_aliases", "takes_former_slug")
VERBS = ("approve", "retire", "reinstate")


class TagAliasInline(AliasInline):
    """The aliases of a tag."""

    model = TagName


class TagIdentifierInline(admin.TabularInline):
    """What other vocabularies call the tag."""

    model = TagIdentifier
    extra = 0


@admin.register(Tag)
class TagAdmin(DeletingAdmin, MergingAdmin, NamedAdmin):
    """The tags. Who may only propose gets a short form, and what they add is proposed."""

    form = TagForm
    list_display = ("label", "kind", "state", "slug", "is_hidden", "is_sensitive")
    list_filter = ("kind", "state", "is_hidden", "is_sensitive", MergedFilter)
    list_select_related = ("merged_into",)
    readonly_fields = ("state", "merged_into", "former_addresses")
    autocomplete_fields = ("parents", "picture")
    inlines = (TagAliasInline, TagIdentifierInline)
    actions = ("approve", "retire", "reinstate", "merge", "delete_each")
    proposal_fieldsets: ClassVar = [(None, {"fields": ["name", "inner_name", "kind", "note"]})]
    add_fieldsets: ClassVar = [
        (None, {"fields": ["name", "inner_name", "kind", "description", "parents"]}),
        (_("Picture"), {"fields": ["picture", "picture_alt"]}),
        (_("Limits"), {"fields": ["is_hidden", "is_sensitive", "matches_case", "note"]}),
        (
            _("Address and order"),
            {"fields": ["slug", "takes_former_slug", "sort_name"], "classes": ["collapse"]},
        ),
    ]
    fieldsets: ClassVar = [
        (
            None,
            {
                "fields": [
                    "name",
                    "inner_name",
                    "keep_old_name",
                    "changes_address",
                    "kind",
                    "state",
                    "description",
                    "parents",
                    "shared_aliases",
                ]
            },
        ),
        (_("Picture"), {"fields": ["picture", "picture_alt"]}),
        (_("Limits"), {"fields": ["is_hidden", "is_sensitive", "matches_case", "note"]}),
        (
            _("Address and order"),
            {
                "fields": ["slug", "takes_former_slug", "former_addresses", "sort_name", "merged_into"],
                "classes": ["collapse"],
            },
        ),
    ]

    @admin.display(description=_("name"), ordering="sort_name")
    def label(self, tag: Tag) -> str:
        """The name the desk knows a tag by."""
        return tag.label

    def choosable(self, queryset: Any) -> Any:
        """A retired tag stays where it is and is offered nowhere."""
        return queryset.exclude(state=Tag.State.RETIRED)

    def only_proposes(self, request: HttpRequest) -> bool:
        """Say whether this person may propose tags and no more."""
        return not super().has_add_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may propose a tag may add one, which is then proposed."""
        return super().has_add_permission(request) or request.user.has_perm("taxonomy.propose_tag")

    def has_approve_permission(self, request: HttpRequest) -> bool:
        """Say whether this person may approve."""
        return request.user.has_perm("taxonomy.approve_tag")

    def has_retire_permission(self, request: HttpRequest) -> bool:
        """Say whether this person may retire and reinstate."""
        return request.user.has_perm("taxonomy.retire_tag")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Give the form in the order of work; a short one to who proposes."""
        if obj is None:
            return self.proposal_fieldsets if self.only_proposes(request) else self.add_fieldsets
        if not self.has_change_permission(request, obj):
            return [
                (title, options | {"fields": [name for name in options["fields"] if name not in ASKED]})
                for title, options in self.fieldsets
            ]
        return self.fieldsets

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Say of a retired tag what that means; its readers are told nothing."""
        if request.method == "GET" and object_id.isascii() and object_id.isdecimal() and len(object_id) < 19:
            tag = Tag.objects.filter(pk=int(object_id), state=Tag.State.RETIRED).first()
            if tag is not None:
                sentence = gettext("Retired: no story can get this tag. Readers still reach its page.")
                self.message_user(request, sentence, messages.INFO)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A proposal is a name and a reason."""
        return () if obj is None and self.only_proposes(request) else self.inlines

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Change the name by the verb and keep the account of the rest, so that both can be undone."""
        if not change:
            self._create(request, obj, form)
            return
        changed = set(form.changed_data)
        if {"name", "inner_name"} & changed:
            self._rename(request, obj, form)
        if "slug" in changed or not obj.slug:
            self._move(request, obj, form)
        shared = [key(name) for name in form.cleaned_data.get("shared_aliases", ())]
        form.keys_in_play = names_in_play(obj, shared)
        form.whole_before = whole(Tag.objects.get(pk=obj.pk), form.keys_in_play)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the aliases that are shared with other tags, too, and keep the account of all of it."""
        super().save_related(request, form, formsets, change)
        if "shared_aliases" in form.changed_data:
            set_shared_aliases(form.instance, form.cleaned_data["shared_aliases"])
        if change:
            record_edit(form.instance, form.whole_before, by=request.user, keys=form.keys_in_play)

    def _create(self, request: HttpRequest, obj: Tag, form: Any) -> None:
        """Make a tag; who may only propose makes a proposed one, which can be taken back."""
        if self.only_proposes(request):
            obj.state = Tag.State.PROPOSED
        super().save_model(request, obj, form, False)
        if obj.state == Tag.State.PROPOSED:
            record_creation(obj, gettext("Proposed “%(tag)s”"), by=request.user)
        else:
            summary = gettext("Created “%(tag)s”") % {"tag": obj.label}
            Operation.record(Operation.Verb.CREATE, summary, Ledger(), about=[obj], by=request.user, at=None)

    def _rename(self, request: HttpRequest, obj: Tag, form: Any) -> None:
        renamed = Tag.objects.get(pk=obj.pk)
        renamed.rename(
            obj.name,
            by=request.user,
            inner_name=obj.inner_name,
            keep_alias=form.cleaned_data["keep_old_name"],
        )
        if "sort_name" not in form.changed_data:
            obj.sort_name = renamed.sort_name
        if form.cleaned_data.get("changes_address") and "slug" not in form.changed_data:
            obj.slug = ""  # made anew from the name; the old one forwards

    def _move(self, request: HttpRequest, obj: Tag, form: Any) -> None:
        """Change the address before the rest is changed, since no undo may take an address back."""
        moved = Tag.objects.get(pk=obj.pk)
        takes_over = form.cleaned_data.get("takes_former_slug", False)
        if obj.slug or free_slug(Tag, obj.label, Tag.NOUN) != moved.slug:
            moved.change_address(obj.slug, by=request.user, takes_over=takes_over)
        obj.slug = moved.slug

    def get_urls(self) -> list[Any]:
        """Put the verbs before the catch-all of single objects."""
        do = self.admin_site.admin_view(require_POST(self.do_view))
        return [path("<int:key>/do/<slug:verb>/", do, name="taxonomy_tag_do"), *super().get_urls()]

    def do_view(self, request: HttpRequest, key: int, verb: str) -> HttpResponse:
        """Say one verb to one tag, and go back to where the button was. POST, with `next`."""
        tag = Tag.objects.filter(pk=key).first()
        if tag is None or verb not in VERBS:
            raise Http404
        right = "approve" if verb == "approve" else "retire"
        if not request.user.has_perm(f"taxonomy.{right}_tag"):
            raise PermissionDenied
        self.do_each(request, [tag], verb)
        return HttpResponseRedirect(safe_next(request, reverse("admin:taxonomy_tag_changelist")))

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve(self, request: HttpRequest, queryset: Any) -> None:
        """Approve each chosen tag."""
        self.do_each(request, queryset, "approve")

    @admin.action(description=_("Retire"), permissions=["retire"])
    def retire(self, request: HttpRequest, queryset: Any) -> None:
        """Retire each chosen tag."""
        self.do_each(request, queryset, "retire")

    @admin.action(description=_("Reinstate"), permissions=["retire"])
    def reinstate(self, request: HttpRequest, queryset: Any) -> None:
        """Reinstate each chosen tag."""
        self.do_each(request, queryset, "reinstate")

    def do_each(self, request: HttpRequest, queryset: Any, verb: str) -> None:
        """Call a verb for each chosen tag and say of each what has become of it."""
        for tag in queryset:
            try:
                operation = getattr(tag, verb)(by=request.user)
            except VocabularyError as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.message_user(request, operation.summary, messages.SUCCESS)
