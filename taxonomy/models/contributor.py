from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taxonomy.announcing import announce, announcing
from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.ledger import Ledger
from taxonomy.merging import Mergeable
from taxonomy.models.former_slug import FormerSlug, KeepsFormerSlugs
from taxonomy.models.names import AnswersToNames, NameRow
from taxonomy.models.operation import Operation
from taxonomy.querysets import ContributorManager
from taxonomy.recording import recorded
from taxonomy.signals import contributor_renamed
from taxonomy.sorting import sort_name


class Contributor(Mergeable, AnswersToNames, KeepsFormerSlugs, models.Model):
    """A credited person, agency or desk. Never required to be a user."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")
        DESK = "desk", _("Desk")
        PSEUDONYM = "pseudonym", _("Pseudonym")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        FORMER = "former", _("Former")
        DECEASED = "deceased", _("Deceased")

    NOUN = FormerSlug.Noun.CONTRIBUTOR
    IN_THE_PREVIEW: ClassVar = (
        "kind",
        "state",
        "role_line",
        "biography",
        "email",
        "disclosure",
        "portrait",
    )

    name = models.CharField(_("name"), max_length=200, help_text=_("The public name, without “By”."))
    sort_name = models.CharField(
        _("sort name"),
        max_length=200,
        blank=True,
        help_text=_("How lists are ordered, such as “Vries, Anna de”. Made from the name when left empty."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The word in the address. Made from the name when left empty. An old one forwards for ever."
        ),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE)
    role_line = models.CharField(
        _("role line"), max_length=200, blank=True, help_text=_("Such as “Courts reporter”.")
    )
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        "images.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributors",
    )
    portrait_alt = models.CharField(
        _("portrait alt text"), max_length=500, blank=True, help_text=_("Read instead of the portrait.")
    )
    email = models.EmailField(_("public contact"), blank=True, help_text=_("Shown to readers."))
    places = models.CharField(
        _("places covered"),
        max_length=300,
        blank=True,
        help_text=_("In plain words, such as “Lisbon and the south”."),
    )
    subjects = models.ManyToManyField(
        "taxonomy.Tag", verbose_name=_("subjects covered"), blank=True, related_name="covered_by"
    )
    disclosure = models.TextField(
        _("disclosure"), blank=True, help_text=_("What readers should know about interests and funding.")
    )
    licence = models.TextField(
        _("licence text"),
        blank=True,
        help_text=_("For an organisation: what its copy may be used for, printed with it."),
    )
    required_credit = models.CharField(
        _("required credit"),
        max_length=300,
        blank=True,
        help_text=_("For an organisation: the line its copy must carry."),
    )
    has_hidden_page = models.BooleanField(
        _("hide the page"), default=False, help_text=_("No page and no link; the name stays in bylines.")
    )
    shows_empty_page = models.BooleanField(
        _("show an empty page"),
        default=False,
        help_text=_("Show the page although no public story carries this name yet."),
    )
    uses_current_name = models.BooleanField(
        _("use a new name on old stories"),
        default=False,
        help_text=_("After a change of name, old stories show the new name too. Off: they stay as printed."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributor",
        help_text=_("Who signs in to the desk under this name. Never public."),
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="stubs",
    )

    objects = ContributorManager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ("sort_name", "pk")
        permissions = [
            ("see_contributor_user", _("Can see which user a contributor is")),
            ("merge_contributor", _("Can merge contributors")),
        ]
        indexes = [
            # Lists and autocomplete read in this order.
            models.Index(fields=["sort_name", "id"], name="contributor_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="contributor_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["person", "organisation", "desk", "pseudonym"]),
                name="contributor_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "former", "deceased"]), name="contributor_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        """Announce `contributor_renamed` when something changes that bylines of printed stories show."""
        with transaction.atomic(), announcing():
            rows = Contributor.objects.filter(pk=self.pk)
            before = rows.values_list("name", "uses_current_name", "has_hidden_page").first()
            super().save(**kwargs)
            if before and before != (self.name, self.uses_current_name, self.has_hidden_page):
                page_changed = before[2] != self.has_hidden_page
                on_old_stories = page_changed or before[1] or self.uses_current_name
                announce(self, contributor_renamed, on_old_stories=on_old_stories)

    @property
    def has_page(self) -> bool:
        """Say whether this may have a page of its own: the twin of `.with_page()`."""
        return not self.has_hidden_page and self.merged_into_id is None

    def default_sort_name(self) -> str:
        """Return “Vries, Anna de” for a person, the name itself for an organisation or desk."""
        is_person = self.kind in (self.Kind.PERSON, self.Kind.PSEUDONYM)
        return sort_name(self.name)[:200] if is_person else self.name

    def rename(
        self, new: str, *, by: Any, on_old_stories: bool, keep_alias: bool = True, at: datetime | None = None
    ) -> Operation:
        """Give the contributor another name; the old one stays as alias.

        `on_old_stories`: whether stories already printed show the new name, or stay as printed. The address
        stays (`change_slug`). Raises `ValidationError` for a name that is empty or too long. Announces
        `contributor_renamed` and `vocabulary_changed`.
        """
        summary = _("Renamed “%(old)s” to “%(new)s”")
        with recorded(self, Operation.Verb.RENAME, summary, by=by, at=at) as account:
            contributor = account.thing
            account.data["on_old_stories"] = on_old_stories or contributor.uses_current_name
            contributor.uses_current_name = on_old_stories
            contributor.take_name(new, keep_alias=keep_alias)
        return account.done

    def hand_over(self, target: Self, ledger: Ledger) -> None:
        """Give the target the names, and the user unless it has one of its own."""
        super().hand_over(target, ledger)
        if self.user_id and not target.user_id:
            user = self.user_id
            ledger.change(self, user_id=None)
            ledger.change(target, user_id=user)


class ContributorName(NameRow):
    """The name or an alias of a contributor. Namesakes may share one. Aliases are never shown to readers."""

    contributor = models.ForeignKey(
        Contributor, models.CASCADE, verbose_name=_("contributor"), related_name="names", db_index=False
    )

    class Meta:
        verbose_name = _("name of a contributor")
        verbose_name_plural = _("names of contributors")
        ordering = ("key", "pk")
        constraints = [
            models.UniqueConstraint(fields=["contributor", "key"], name="contributorname_once_each"),
            models.UniqueConstraint(
                fields=["contributor"], condition=Q(role="label"), name="contributorname_one_label"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="contributorname_key_not_empty"),
            models.CheckConstraint(
                condition=Q(role__in=["label", "alias"]), name="contributorname_role_is_known"
            ),
        ]

    def refuse_clash(self) -> None:
        """Raise `VocabularyError` if the contributor has this name already. One query."""
        if self.role == self.Role.LABEL:
            return
        if self.key == key(self.contributor.name):
            raise VocabularyError({"name": _("This is the contributor's own name. Remove the alias.")})
        if self.contributor.pk and self.contributor.names.filter(key=self.key).exclude(pk=self.pk).exists():
            raise VocabularyError(
                {"name": _("This contributor has that alias already. Remove one of the two.")}
            )


class ContributorLink(models.Model):
    """An address on the contributor's page, such as an own site or a profile elsewhere."""

    contributor = models.ForeignKey(
        Contributor, verbose_name=_("contributor"), on_delete=models.CASCADE, related_name="links"
    )
    label = models.CharField(_("label"), max_length=100, help_text=_("What readers click on."))
    address = models.CharField(
        _("address"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("A full address that starts with https:// or http://."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link of a contributor")
        verbose_name_plural = _("links of contributors")
        ordering = ("position", "pk")
        constraints = [
            # A javascript: address must not reach a page, whoever wrote the row.
            models.CheckConstraint(
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
                name="contributorlink_is_web_address",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, **kwargs: Any) -> None:
        """Write and announce in one transaction."""
        with transaction.atomic():
            super().save(**kwargs)
