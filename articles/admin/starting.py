"""Starting a story from a skeleton: the form for a new one opens with its fields filled in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from articles import skeletons
from articles.models import Skeleton


class Starting:
    """Adds “Start from” to the story's admin class."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill a new story from the skeleton in the address, `?skeleton=3`; an unknown one fills nothing."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        number = str(initial.pop("skeleton", ""))
        is_number = number.isascii() and number.isdecimal() and len(number) < 18
        found = Skeleton.objects.filter(pk=number).first() if is_number else None
        if found is not None:
            initial |= {name.removesuffix("_id"): getattr(found, name) for name in Skeleton.COPIED}
        return initial

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer the skeletons to a new story that nobody has typed in yet. One query."""
        if context.get("original") is None and not context["adminform"].form.is_bound:
            context["skeletons"] = skeletons.offered()
            context["skeleton"] = request.GET.get("skeleton", "")
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
