"""Describing many pictures on one page: what is the same for all, then the words of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from images.admin.forms import DetailsForm, ForAllForm
from images.models import Image
from images.rows import picture_rows

MOST = 100


def may_describe(user: Any, image: Image) -> bool:
    """Who may change pictures may; so may who uploaded one, until its details are confirmed."""
    is_own = image.created_by_id == user.pk and not image.is_confirmed
    return user.has_perm("images.change_image") or (is_own and user.has_perm("images.add_image"))


def several_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the forms of the pictures in `ids`, or save them: all, or none and what is wrong with which."""
    images = _chosen(request)
    if not images:
        messages.error(request, _("Choose pictures first."))
        return HttpResponseRedirect(reverse("admin:images_image_changelist"))
    if not all(may_describe(request.user, image) for image in images):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    for_all = ForAllForm(data, prefix="all")
    forms = [DetailsForm(data, instance=image, prefix=f"p{image.pk}") for image in images]
    if data is not None and all([for_all.is_valid(), *(form.is_valid() for form in forms)]):
        _save(for_all.given(), forms)
        number = len(forms)
        sentence = ngettext("%d picture described.", "%d pictures described.", number) % number
        messages.success(request, sentence)
        return HttpResponseRedirect(reverse("admin:images_image_changelist"))
    rows = list(zip(forms, images, strict=True))
    found = {"title": _("Describe pictures"), "for_all": for_all, "rows": rows}
    found["ids"] = ",".join(str(image.pk) for image in images)
    return render(request, "admin/images/several.html", context | found)


@require_POST
def details(request: HttpRequest, number: int) -> JsonResponse:
    """Save the words of one picture for a script, which confirms them. 422 with sentences by field."""
    image = get_object_or_404(Image.objects.with_renditions(), pk=number)
    if not may_describe(request.user, image):
        return JsonResponse({"error": _("You may not change this picture.")}, status=403)
    form = DetailsForm(request.POST, instance=image)
    if not form.is_valid():
        wrong = {name: " ".join(sentences) for name, sentences in form.errors.items()}
        return JsonResponse({"error": " ".join(wrong.values()), "fields": wrong}, status=422)
    return JsonResponse({"picture": picture_rows([form.save()])[0]})


def _chosen(request: HttpRequest) -> list[Image]:
    """The pictures of the address, in its order, up to a hundred. Two queries."""
    raw = request.POST.get("ids") or request.GET.get("ids") or ""
    parts = [part for part in raw[:2000].split(",") if part.isascii() and part.isdecimal() and len(part) < 19]
    numbers = [int(part) for part in parts][:MOST]
    found = Image.objects.with_renditions().in_bulk(numbers)
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


@transaction.atomic
def _save(given: dict[str, Any], forms: list[DetailsForm]) -> None:
    for form in forms:
        image = form.instance
        # What was typed at one picture says more than what was set for all.
        for name, value in given.items():
            if name not in form.changed_data:
                setattr(image, name, value)
        form.save()
