"""Taking in files: many from a page without script, one after the other from the scripts of the desk."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from images.incoming import max_bytes
from images.models import Image
from images.rows import picture_rows

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 100


class Known(Exception):
    """The library has this picture, or one that looks the same: `images` says which; nothing was stored."""

    def __init__(self, images: list[Image], *, is_same: bool) -> None:
        self.images, self.is_same = images, is_same


def take_in(upload: Any, by: Any, *, anyway: bool = False) -> Image:
    """Examine and store an upload; its details wait for somebody to confirm them.

    The same bytes are never stored twice (Known). Neither is what looks the same, unless `anyway`. Raises
    ValidationError with a sentence for what is no picture.
    """
    if upload.size > max_bytes():
        image = Image(file=upload)
        image.full_clean()  # says how large it may be, before it is read
    data = upload.read()
    if same := Image.objects.of_content(data).with_renditions().first():
        raise Known([same], is_same=True)
    image = Image(file=ContentFile(data, name=upload.name or "picture"), created_by=by, is_confirmed=False)
    image.full_clean()
    if not anyway and (alike := Image.objects.all().looking_like(image)):
        raise Known(alike, is_same=False)
    try:
        with transaction.atomic():
            image.save()
    except IntegrityError:  # the same file, at this very moment, from somebody else
        raise Known(list(Image.objects.of_content(data)), is_same=True) from None
    cut(image)
    return image


def cut(image: Image) -> bool:
    """Make the renditions; whether that worked. The picture is stored by now, so nothing is raised."""
    try:
        image.make_renditions()
    except Exception:
        logger.exception("Renditions of picture %s could not be made.", image.pk)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the field for files, or take in what was sent: JSON for scripts, else a page with messages."""
    if request.method != "POST":
        return render(request, "admin/images/upload.html", context | {"title": _("Upload pictures")})
    files = request.FILES.getlist("file")
    if "application/json" in request.headers.get("Accept", ""):
        return _answer(request, files[0] if files else None)
    return _with_messages(request, files)


def _answer(request: HttpRequest, upload: Any) -> JsonResponse:
    if upload is None:
        return JsonResponse({"error": _("Choose a file.")}, status=422)
    try:
        image = take_in(upload, request.user, anyway="anyway" in request.POST)
    except Known as known:
        sentence = _same_sentence() if known.is_same else _alike_sentence()
        rows = picture_rows(known.images)
        return JsonResponse({"error": sentence, "known": rows, "same": known.is_same}, status=409)
    except ValidationError as refused:
        return JsonResponse({"error": " ".join(refused.messages)}, status=422)
    return JsonResponse({"picture": picture_rows([image])[0]}, status=201)


def _with_messages(request: HttpRequest, files: list[Any]) -> HttpResponse:
    """Without script what only looks the same is taken in: the message names what it looks like."""
    taken: list[Image] = []
    if not files:
        messages.error(request, _("Choose a file."))
    for upload in files[:MOST_AT_ONCE]:
        try:
            taken.append(take_in(upload, request.user, anyway=True))
        except Known as known:
            messages.warning(request, f"{upload.name}: {_same_sentence()} {known.images[0]}")
        except ValidationError as refused:
            messages.error(request, f"{upload.name}: {' '.join(refused.messages)}")
        else:
            for other in Image.objects.all().looking_like(taken[-1], most=1):
                sentence = _("Looks like “%(title)s” (number %(number)s), which is in the library.")
                messages.warning(request, f"{upload.name}: {sentence % {'title': other, 'number': other.pk}}")
    if len(files) > MOST_AT_ONCE:
        messages.error(
            request, _("At most %(most)d files at once; upload the others now.") % {"most": MOST_AT_ONCE}
        )
    if not taken:
        return HttpResponseRedirect(reverse("admin:images_image_upload"))
    sentence = ngettext(
        "%d picture uploaded. Look at what was read from its file.",
        "%d pictures uploaded. Look at what was read from their files.",
        len(taken),
    )
    messages.success(request, sentence % len(taken))
    numbers = ",".join(str(image.pk) for image in taken)
    return HttpResponseRedirect(f"{reverse('admin:images_image_several')}?ids={numbers}")


def _same_sentence() -> str:
    return _("This very file is in the library already:")


def _alike_sentence() -> str:
    return _("The library has a picture that looks the same:")
