"""What a browser would send from the vocabulary's forms."""

from django.urls import reverse


def address(view, *args):
    """The address of an admin page of the vocabulary: `address("tag_change", tag.pk)`."""
    return reverse(f"admin:taxonomy_{view}", args=args)


def as_typed(page, **typed):
    """The values of the form on a page, inlines included, with some of them typed over."""
    values = {}
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            if isinstance(value, list):
                value = [getattr(one, "pk", one) for one in value]
            values[field.html_name] = "on" if value is True else value
    return values | typed


def errors_of(page):
    """The errors of the form and its inlines, by field."""
    found = dict(page.context["adminform"].form.errors)
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= form.errors
    return {name: " ".join(texts) for name, texts in found.items()}


def sentences(page):
    """What the page tells the person above the content."""
    return [str(message) for message in page.context["messages"]]
