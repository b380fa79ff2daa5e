"""The picture library at the desk."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Model, QuerySet
from django.forms import DateInput, DateTimeField, DateTimeInput, Form, Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from images.admin.filters import AltTextFilter, ConfirmedFilter, CreditFilter, RightsFilter, UseFilter
from images.admin.forms import ReplaceForm
from images.admin.several import MOST, details, several_page
from images.admin.uploading import cut, upload_page
from images.incoming import max_bytes
from images.models import Image
from images.renditions import CARD, FULL
from images.rows import stories_with
from images.uses import all_uses, found_inside_texts
from newsroom.base_admin import NewsroomModelAdmin

# The frames in which pages show pictures; the style sheets of cards, galleries and people have them.
SHAPES = (
    ("wide", _("Cards and fronts, 16:9")),
    ("narrow", _("Narrow cards and galleries, 4:3")),
    ("square", _("People, 1:1")),
)


@admin.register(Image)
class ImageAdmin(NewsroomModelAdmin):
    """Upload a picture, say what it shows and whose it is, and set what every cut must keep."""

    list_display = ("thumbnail", "title", "credit", "notes", "size", "created_at")
    list_display_links = ("title",)
    list_filter = (
        CreditFilter,
        AltTextFilter,
        RightsFilter,
        UseFilter,
        ConfirmedFilter,
        ("created_at", admin.DateFieldListFilter),
        ("taken_on", admin.DateFieldListFilter),
    )
    search_fields = ("title", "caption", "credit", "alt_text", "copyright_holder", "place")
    search_help_text = _("Title, caption, credit, alt text, copyright holder or place.")
    ordering = ("-created_at", "-pk")
    list_per_page = 48
    actions = ("describe",)
    readonly_fields = ("picture", "crops", "size", "used_in", "created_at", "created_by")
    formfield_overrides = {
        models.CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField", "dir": "auto"})},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"})},
        # The browser's own fields: one for each moment, with its label.
        models.DateTimeField: {
            "form_class": DateTimeField,
            "widget": DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
        models.DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }
    words = ("title", "alt_text", "caption", "credit")
    rights = (
        "copyright_holder",
        "licence",
        "usage_terms",
        "rights_expire_at",
        ("no_crop", "one_use_only"),
    )
    taken = ("place", "taken_on")
    add_fieldsets = ((None, {"fields": ("file", *words)}), (_("Rights"), {"fields": rights}))
    fieldsets = (
        (None, {"fields": ("picture", ("focal_x", "focal_y"), "crops"), "classes": ("is-shown",)}),
        (_("Words"), {"fields": words}),
        (_("Rights"), {"fields": rights}),
        (_("Taken"), {"fields": taken}),
        (_("In the library"), {"fields": ("used_in", "size", "created_at", "created_by")}),
    )

    @property
    def media(self) -> Media:
        """The focal point's script, a module, and the style of pictures at the desk."""
        names = ("focal-point", "crop-preview", "picture-upload")
        scripts: list[Any] = [Script(f"js/desk/{name}.js", type="module") for name in names]
        return super().media + Media(js=scripts, css={"all": ["css/desk/pictures.css"]})

    # Pages of its own

    def get_urls(self) -> list[URLPattern]:
        """Put the desk's own pages before the admin's, whose address pattern takes everything."""
        wrap = self.admin_site.admin_view
        own = [
            path("upload/", wrap(never_cache(self.upload_view)), name="images_image_upload"),
            path("several/", wrap(never_cache(self.several_view)), name="images_image_several"),
            path("<int:number>/details/", wrap(never_cache(self.details_view)), name="images_image_details"),
            path("<int:number>/replace/", wrap(never_cache(self.replace_view)), name="images_image_replace"),
        ]
        return own + super().get_urls()

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take in files, one or many; for whoever may add pictures."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return upload_page(request, self.admin_site.each_context(request) | self._own())

    def several_view(self, request: HttpRequest) -> HttpResponse:
        """Describe many pictures at once."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return several_page(request, self.admin_site.each_context(request) | self._own())

    def details_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Save and confirm the words of one picture, for the scripts."""
        return details(request, number)

    def replace_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Put another file in the place of the original; every use follows."""
        image = get_object_or_404(Image, pk=number)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        form = ReplaceForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and self._replaced(request, image, form):
            return HttpResponseRedirect(reverse("admin:images_image_change", args=[number]))
        context = self._own() | {"title": _("Replace the file"), "form": form, "image": image}
        context["shown"] = Image.objects.with_renditions().get(pk=number).sources()
        return render(request, "admin/images/replace.html", self.admin_site.each_context(request) | context)

    def _replaced(self, request: HttpRequest, image: Image, form: ReplaceForm) -> bool:
        upload = form.cleaned_data["file"]
        try:
            image.replace_file(upload.read(), file_name=upload.name)
        except ValidationError as refused:
            form.add_error("file", refused.messages)
            return False
        messages.success(request, _("The file was replaced; the picture and its uses are the same."))
        self.log_change(request, image, gettext("Replaced the file."))
        if form.cleaned_data["show"]:
            _show(request, image)
        return True

    def _own(self) -> dict[str, Any]:
        return {"opts": self.opts, "media": self.media, "most": filesizeformat(max_bytes())}

    @admin.action(description=_("Describe the chosen pictures, or set rights for all"))
    def describe(self, request: HttpRequest, queryset: QuerySet[Image]) -> HttpResponse:
        """Lead to the page on which many are described."""
        numbers = ",".join(str(number) for number in queryset.values_list("pk", flat=True)[:MOST])
        return HttpResponseRedirect(f"{reverse('admin:images_image_several')}?ids={numbers}")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Call the library by its name, with the field for new files above it."""
        found = {"title": _("Picture library"), "may_add": self.has_add_permission(request)} | self._own()
        return super().changelist_view(request, found | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Offer a story's search box no picture whose rights have expired."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            found = found.usable()
        return found, may_repeat

    def not_to_choose(self, request: HttpRequest, rows: Iterable[Model]) -> dict[Any, str]:
        """Name pictures for one use only that another story has; `story` in the address is the one asking.

        Two queries where there are such pictures, else none.
        """
        single = [row.pk for row in rows if isinstance(row, Image) and row.one_use_only]
        had = stories_with(single)
        own = request.GET.get("story", "")
        used_up = [number for number in single if any(str(story) != own for story in had.get(number, []))]
        return dict.fromkeys(used_up, gettext("For one use only; another story has it."))

    # The form

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """Bring the renditions along: one query more, whatever the number of rows."""
        return super().get_queryset(request).prefetch_related("renditions")

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """Ask for the file when adding; after that the original stays as it came."""
        return self.fieldsets if obj else self.add_fieldsets

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Take in a picture; of two uploads of one file at the same moment, the second is shown the first."""
        try:
            return super().add_view(request, *args, **kwargs)
        except IntegrityError:
            first = _same_upload(request)
            if first is None:
                raise
            messages.warning(request, _("This picture has just been uploaded; here it is."))
            return HttpResponseRedirect(reverse("admin:images_image_change", args=[quote(first.pk)]))

    def save_model(self, request: HttpRequest, obj: Image, form: Form, change: bool) -> None:
        """Save, and cut what is missing once that is committed, so that no lock is held meanwhile."""
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        # Adding shows what was read from the file; saving after that confirms it.
        obj.is_confirmed = change
        super().save_model(request, obj, form, change)
        if not obj.has_current_renditions():
            transaction.on_commit(partial(_cut, request, obj))
        if "_show" in request.POST:
            transaction.on_commit(partial(_show, request, obj))

    def response_change(self, request: HttpRequest, obj: Image) -> HttpResponse:
        """Stay with a picture that was shown on public pages: somebody wants to see what became of it."""
        response = super().response_change(request, obj)
        return HttpResponseRedirect(request.path) if "_show" in request.POST else response

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say whether readers see this picture, which decides about a button."""
        number = (
            int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0
        )
        found = Image.objects.filter(pk=number)
        context = kwargs.pop("extra_context", None) or {}
        context |= {"is_public": found.on_public_pages().exists(), "is_expired": found.expired().exists()}
        return super().change_view(request, object_id, *args, extra_context=context, **kwargs)

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: Any = None) -> HttpResponse:
        """Go on to the picture itself, to look at what was read from the file and to set the focal point."""
        if IS_POPUP_VAR not in request.POST and "_addanother" not in request.POST:
            asked: Any = request.POST.copy()
            asked["_continue"] = "1"
            request.POST = asked
        return super().response_add(request, obj, post_url_continue)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Count pictures inside texts as protected, as Django does for relations."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        inside = {use: None for image in objs for use in found_inside_texts(image)}
        return to_delete, counts, perms_needed, [*protected, *map(_linked, inside)]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        """The whole picture, small. The title stands beside it, so it says nothing of its own."""
        return _drawn(image.sources(), "14rem", alt="", css_class="thumbnail")

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> SafeString | str:
        """The whole picture, on which the script places the focal point."""
        drawn = _drawn(image.sources(FULL), "40rem", alt=image.alt_text or image.title, css_class="preview")
        return format_html(
            '<focal-point across="id_focal_x" down="id_focal_y" label="{}">{}</focal-point>',
            _("Focal point. Click on the picture, or use the arrow keys; with Shift in larger steps."),
            drawn,
        )

    @admin.display(description=_("size"))
    def size(self, image: Image) -> SafeString:
        """Pixels of the original, and how it came."""
        said = (image.width, image.height, image.get_format_display())
        return format_html('<bdi dir="ltr">{} × {} {}</bdi>', *said)

    @admin.display(description=_("notes"), empty_value="")
    def notes(self, image: Image) -> SafeString | str:
        """What stands against using it as it is, and what was agreed."""
        said = [
            ("grave", _("rights expired"), image.has_expired()),
            ("grave", _("no credit"), not image.credit),
            ("wait", _("no alt text"), not image.alt_text),
            ("wait", _("to be confirmed"), not image.is_confirmed),
            ("plain", _("do not crop"), image.no_crop),
            ("plain", _("one use only"), image.one_use_only),
        ]
        badges = ((kind, words) for kind, words, holds in said if holds)
        return format_html_join(" ", '<span class="badge badge--{}">{}</span>', badges)

    @admin.display(description=_("how it is cut"))
    def crops(self, image: Image) -> SafeString | str:
        """Each shape in which the site shows it, around the focal point; the script follows the point."""
        if image.no_crop:
            return gettext("Nowhere: it is shown whole.")
        whole, card = image.sources(FULL), image.sources(CARD)
        if not whole:
            return gettext("Not ready yet.")
        shapes = ((ratio, words, card["src"], whole["src"]) for ratio, words in SHAPES)
        items = format_html_join(
            "",
            '<li class="crops__one">'
            '<img class="crops__shown crops__shown--{0}" src="{2}" data-whole="{3}" alt="">'
            "<span>{1}</span></li>",
            shapes,
        )
        return format_html(
            '<crop-preview across="id_focal_x" down="id_focal_y"><ul class="crops">{}</ul></crop-preview>',
            items,
        )

    @admin.display(description=_("used in"))
    def used_in(self, image: Image) -> SafeString | str:
        """Everything that shows this picture, each linked, and where in it; a query for each kind."""
        uses = ((_linked(use.thing), use.where) for use in all_uses(image))
        rows = format_html_join("", '<li>{} <span class="used-in__where">{}</span></li>', uses)
        return (
            format_html('<ul class="used-in" id="used-in">{}</ul>', rows) if rows else gettext("Nowhere yet.")
        )


def _same_upload(request: HttpRequest) -> Image | None:
    """The picture of the library that has exactly the bytes of this upload."""
    upload = request.FILES.get("file")
    if upload is None:
        return None
    upload.seek(0)
    return Image.objects.of_content(upload.read()).first()


def _cut(request: HttpRequest, image: Image) -> None:
    """Make the renditions. The picture is saved by now, so whatever goes wrong is said and not raised."""
    if not cut(image):
        sentence = _(
            "The picture is saved, but cannot be shown yet: its sizes could not be made. Save it again."
        )
        messages.error(request, sentence)


def _show(request: HttpRequest, image: Image) -> None:
    """Have public pages follow, and say how many did."""
    count = image.show_everywhere()
    sentence = ngettext(
        "%d public page shows it as it is now.", "%d public pages show it as it is now.", count
    )
    messages.success(request, sentence % count)


def _drawn(sources: dict[str, Any], sizes: str, *, alt: str, css_class: str) -> SafeString | str:
    if not sources:
        return gettext("Not ready yet.")
    return format_html(
        '<img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        css_class,
        sources["src"],
        sources["srcset_jpeg"],
        sizes,
        sources["width"],
        sources["height"],
        alt,
    )


def _linked(use: Model) -> SafeString | str:
    """Name an object by kind and name, with its page in the admin where it has one."""
    options = use._meta
    text = f"{capfirst(options.verbose_name)}: {use}"
    try:
        address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[quote(use.pk)])
    except NoReverseMatch:
        return text
    return format_html('<a href="{}">{}</a>', address, text)
