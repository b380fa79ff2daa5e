from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import NewsroomModelAdmin
from taxonomy.admin.shared import safe_next
from taxonomy.errors import VocabularyError
from taxonomy.models import Operation
from taxonomy.undoing import begin_long_undo


@admin.register(Operation)
class OperationAdmin(NewsroomModelAdmin):
    """What was done to tags and contributors, newest first, each to be undone for 90 days. Read only."""

    change_form_template = "admin/taxonomy/operation_form.html"
    list_display = ("summary", "verb", "noun", "by", "at", "undone_at")
    list_filter = ("verb", "noun", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("summary",)
    date_hierarchy = "at"
    fields = ("summary", "verb", "by", "at", "open_until", "undone_at", "undone_by", "not_restored")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A verb writes it, nobody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is not thrown away."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Operation]:
        """Leave out contributors for who may not merge them: a pseudonym is nobody else's business."""
        operations = super().get_queryset(request)
        if request.user.has_perm("taxonomy.merge_contributor"):
            return operations
        return operations.exclude(noun=Operation.Noun.CONTRIBUTOR)

    @admin.display(description=_("can be undone until"))
    def open_until(self, operation: Operation) -> str:
        """The last moment to undo it."""
        return date_format(timezone.localtime(operation.open_until), "DATETIME_FORMAT")

    @admin.display(description=_("could not be restored"))
    def not_restored(self, operation: Operation) -> str:
        """One line for each row that an undo had to leave as it was."""
        lines = ((line,) for line in operation.data.get("lost", []))
        return format_html_join("", "<div>{}</div>", lines) or "–"

    def get_urls(self) -> list[Any]:
        """Put the undo before the catch-all of single objects."""
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:key>/undo/", undo, name="taxonomy_operation_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Offer the undo while it is open and this person may."""
        operation: Any = self.get_object(request, object_id)
        may = operation and operation.is_undoable() and operation.may_be_undone_by(request.user)
        extra = {"undo_url": reverse("admin:taxonomy_operation_undo", args=[operation.pk])} if may else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Undo an operation and say what could not be restored. POST."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        operation = self.get_queryset(request).filter(pk=key).first()
        if operation is None:
            raise Http404
        if not operation.may_be_undone_by(request.user):
            raise PermissionDenied
        try:
            if page := begin_long_undo(operation, request.user):
                return HttpResponseRedirect(page)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self._undo(request, operation)
        back = reverse("admin:taxonomy_operation_change", args=[operation.pk])
        return HttpResponseRedirect(safe_next(request, back))

    def _undo(self, request: HttpRequest, operation: Operation) -> None:
        try:
            lost = operation.undo(by=request.user)
        except VocabularyError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        if lost:
            sentence = gettext("Undone, except for what has changed since; it is listed below.")
            self.message_user(request, sentence, messages.WARNING)
        else:
            self.message_user(request, gettext("Undone: everything is as it was."), messages.SUCCESS)
