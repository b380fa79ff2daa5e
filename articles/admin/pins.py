"""What the story's room adds to a tag's form: the stories pinned to its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from articles.forms.search_boxes import SearchBox
from articles.models import Article, RelatedLink
from published.models import TagPin
from published.tag_models import MOST_PINS
from taxonomy.admin import TagAdmin


class PinForm(forms.ModelForm):
    """One pinned story, found by its headline. It shows once readers can have the story."""

    article = forms.ModelChoiceField(label=_("story"), queryset=Article.objects.all())

    class Meta:
        model = TagPin
        fields = ("position",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["article"]
        field.widget = SearchBox(RelatedLink._meta.get_field("target"), admin.site)
        field.widget.choices = field.choices
        if self.instance.pk:
            self.initial["article"] = self.instance.story

    def clean(self) -> dict[str, Any]:
        """Take the story's number."""
        cleaned = super().clean() or self.cleaned_data
        if article := cleaned.get("article"):
            self.instance.story = article.pk
        return cleaned


class PinFormSet(BaseInlineFormSet):
    """At most five, each story once."""

    def clean(self) -> None:
        """Refuse the same story in two lines."""
        super().clean()
        seen: set[int] = set()
        for form in self.forms:
            article = getattr(form, "cleaned_data", {}).get("article")
            if article is None or form in self.deleted_forms:
                continue
            if article.pk in seen:
                form.add_error("article", _("This story is pinned twice. Empty one of the two lines."))
            seen.add(article.pk)


class PinInline(admin.TabularInline):
    """The stories that stand first on the tag's page."""

    model = TagPin
    form = PinForm
    formset = PinFormSet
    fields = ("article", "position")
    extra = 1
    max_num = MOST_PINS
    verbose_name = _("pinned story")
    verbose_name_plural = _("pinned stories")


TagAdmin.inlines = (*TagAdmin.inlines, PinInline)  # type: ignore[assignment]
