from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from taxonomy.announcing import announcing
from taxonomy.deleting import addresses_of, keep_addresses, refuse_deletion, rows_that_fall, rows_that_stay
from taxonomy.errors import VocabularyError
from taxonomy.keys import tidy
from taxonomy.ledger import Ledger, rows_of, snapshot
from taxonomy.merging import Mergeable
from taxonomy.models.former_slug import FormerSlug, KeepsFormerSlugs, former_holder
from taxonomy.models.names import AnswersToNames
from taxonomy.models.operation import Operation
from taxonomy.models.tag_name import TagName
from taxonomy.parents import ancestors, may_stand_above, refuse_kind
from taxonomy.querysets import TagManager
from taxonomy.recording import recorded
from taxonomy.settling import settle_shared


class Tag(Mergeable, AnswersToNames, KeepsFormerSlugs, TagBase):
    """What a story is about. Its names live in `TagName`, which keeps one namespace for each kind."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")
        PLACE = "place", _("Place")
        EVENT = "event", _("Event")
        SERIES = "series", _("Series")
        TONE = "tone", _("Tone")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Retired")

    NOUN = FormerSlug.Noun.TAG
    IN_THE_PREVIEW: ClassVar = ("inner_name", "kind", "state", "description", "note", "picture")
    natural_key_fields: ClassVar = ["slug"]

    name = models.CharField(_("name"), max_length=100, help_text=_("What readers see."))
    inner_name = models.CharField(
        _("inner name"),
        max_length=100,
        blank=True,
        help_text=_("Seen by staff only. Needed when two tags of one kind share a public name."),
    )
    sort_name = models.CharField(
        _("sort name"),
        max_length=100,
        blank=True,
        help_text=_("How lists are ordered. The name when left empty."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The word in the address, made from the name when left empty. An old one forwards for ever."
        ),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TOPIC)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    is_hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Readers never see this tag; the desk may use it.")
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Never suggested, and never used to link stories without a person deciding."),
    )
    matches_case = models.BooleanField(
        _("match case"),
        default=False,
        help_text=_(
            "Suggest it only where a text has the same capitals. For names that are words too: “Reading”."
        ),
    )
    description = models.TextField(
        _("description"),
        max_length=500,
        blank=True,
        help_text=_("Plain text on the tag's page, at most 500 characters."),
    )
    picture = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="tags",
    )
    picture_alt = models.CharField(
        _("picture alt text"), max_length=500, blank=True, help_text=_("Read instead of the picture.")
    )
    note = models.TextField(
        _("note for the desk"), blank=True, help_text=_("When to use this tag, and when not. Never public.")
    )
    parents = models.ManyToManyField(
        "self",
        verbose_name=_("parents"),
        symmetrical=False,
        blank=True,
        related_name="children",
        help_text=_("Wider tags of the same kind, or topics. Their pages show this tag's stories too."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        related_name="stubs",
    )

    objects = TagManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("sort_name", "pk")
        permissions = [
            ("propose_tag", _("Can propose a tag")),
            ("approve_tag", _("Can approve a proposed tag")),
            ("merge_tag", _("Can merge tags")),
            ("retire_tag", _("Can retire a tag")),
        ]
        indexes = [
            # Lists and autocomplete read in this order.
            models.Index(fields=["sort_name", "id"], name="tag_by_name"),
            # The few whose public name is no name of their own are searched by it too.
            models.Index(fields=["sort_name"], condition=~Q(inner_name=""), name="tag_with_inner_name"),
            # More News asks of every story whether one of the few is on it.
            models.Index(fields=["id"], condition=Q(is_sensitive=True), name="tag_sensitive"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="tag_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["topic", "person", "organisation", "place", "event", "series", "tone"]),
                name="tag_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "active", "retired"]), name="tag_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name the desk knows this tag by: the inner name, else the public one."""
        return self.inner_name or self.name

    @property
    def is_public(self) -> bool:
        """Say whether readers may see this tag: the twin of `.public()`."""
        return self.is_usable and not self.is_hidden

    @property
    def is_usable(self) -> bool:
        """Say whether the desk may put this tag on a story: the twin of `.usable()`."""
        return self.state == self.State.ACTIVE and self.merged_into_id is None

    def fill_in(self) -> None:
        """Tidy the inner name too."""
        self.inner_name = tidy(self.inner_name)
        super().fill_in()

    def clean(self) -> None:
        """Refuse a label that another tag of the kind holds, and a kind that parents or children forbid."""
        try:
            super().clean()
        except VocabularyError as refusal:
            if self.inner_name and "name" in refusal.error_dict:
                raise VocabularyError({"inner_name": refusal.error_dict["name"]}) from refusal
            raise
        if self.pk:
            refuse_kind(self)

    def rename(
        self,
        new: str,
        *,
        by: Any,
        inner_name: str | None = None,
        keep_alias: bool = True,
        at: datetime | None = None,
    ) -> Operation:
        """Give the tag another public name; the old label stays as alias unless `keep_alias` is off.

        `inner_name`: the inner name from now on, unless it is to stay.

        The address stays (`change_slug`). Raises `ValidationError` for a name that is empty, too long, or
        that another tag of the kind answers to. Announces `vocabulary_changed`.
        """
        summary = _("Renamed “%(old)s” to “%(new)s”")
        with recorded(self, Operation.Verb.RENAME, summary, by=by, at=at) as account:
            inner = account.thing.inner_name if inner_name is None else inner_name
            account.thing.take_name(new, keep_alias=keep_alias, inner_name=inner)
        return account.done

    def approve(self, *, by: Any, at: datetime | None = None) -> Operation:
        """Let a proposed tag be used and seen. Raises `VocabularyError` from any other state."""
        return self._move_to(
            self.State.ACTIVE, (self.State.PROPOSED,), Operation.Verb.APPROVE, _("Approved “%(new)s”"), by, at
        )

    def retire(self, *, by: Any, at: datetime | None = None) -> Operation:
        """Let an active or proposed tag be used no more; stories keep it. Refuses a retired one."""
        before = (self.State.ACTIVE, self.State.PROPOSED)
        return self._move_to(
            self.State.RETIRED, before, Operation.Verb.RETIRE, _("Retired “%(new)s”"), by, at
        )

    def reinstate(self, *, by: Any, at: datetime | None = None) -> Operation:
        """Let a retired tag be used again. Raises `VocabularyError` from any other state."""
        return self._move_to(
            self.State.ACTIVE,
            (self.State.RETIRED,),
            Operation.Verb.REINSTATE,
            _("Reinstated “%(new)s”"),
            by,
            at,
        )

    def change_address(
        self, new: str, *, by: Any, takes_over: bool = False, at: datetime | None = None
    ) -> Operation:
        """Give the tag another address; the old one forwards for ever, so no undo takes the new one back.

        An empty word is made anew from the name. `takes_over`: take the word even where another tag had it
        once. Raises `ValidationError` as `change_slug` does.
        """
        verb, summary = Operation.Verb.ADDRESS, _("“%(new)s” moved from /%(from)s/ to /%(to)s/")
        with recorded(self, verb, summary, by=by, at=at, can_be_undone=False) as account:
            tag, words = account.thing, {"from": account.thing.slug}
            loser = former_holder(tag, new) if takes_over else None
            tag.takes_former_slug = takes_over
            tag.slug = tag.checked_slug(new) if new.strip() else ""
            if tag.slug == words["from"]:
                raise VocabularyError({"slug": _("This is the tag's address already.")})
            tag.save(update_fields=["slug"])
            account.words = words | {"to": tag.slug, "loser": loser.label if loser else ""}
            if loser is not None:
                account.summary = _("“%(new)s” moved from /%(from)s/ to /%(to)s/, once that of “%(loser)s”")
        return account.done

    def delete(
        self,
        *args: Any,
        by: Any = None,
        substitute: "Tag | None" = None,
        at: datetime | None = None,
        **kwargs: Any,
    ) -> tuple[int, dict[str, int]]:
        """Delete a tag that no story, version or pin has; its addresses answer 410, or lead to `substitute`.

        Retiring is the usual way. Kept as an operation, so that it can be undone. Raises `VocabularyError`
        that says where the tag is used, and for a substitute that readers do not see.
        """
        with transaction.atomic(), announcing():
            refuse_deletion(self, substitute)
            gone, before = type(self)(pk=self.pk), rows_that_fall(self)
            words, sharing = addresses_of(self), list(self.shared_names.all())
            ledger, label = Ledger(), self.label
            done = super().delete(*args, **kwargs)
            added = snapshot(keep_addresses(words, substitute))
            ledger.compare(before, rows_that_stay(before) | added)
            settle_shared(sharing, ledger)
            summary = _("Deleted “%(tag)s”")
            if substitute is not None:
                summary = _("Deleted “%(tag)s”; its addresses lead to “%(substitute)s”")
            names = {"tag": label, "substitute": substitute.label if substitute else ""}
            Operation.record(Operation.Verb.DELETE, summary % names, ledger, about=[gone], by=by, at=at)
        return done

    def take_back(self) -> None:
        """Remove a tag whose creation is undone, without an account of its own; as `delete`, else."""
        with transaction.atomic(), announcing():
            refuse_deletion(self, None)
            super().delete()

    def refuse_merge(self, target: Self, *, confirmed: bool = False) -> None:
        """Refuse a proposed or retired target too."""
        super().refuse_merge(target, confirmed=confirmed)
        if target.state != self.State.ACTIVE:
            raise VocabularyError(
                _("“%(target)s” is %(state)s. Merge into an active tag, or make this one active first."),
                params={"target": target.label, "state": target.get_state_display().lower()},
            )

    def hand_over(self, target: Self, ledger: Ledger) -> None:
        """Give the target the names, and drop the parents and children that it may not have."""
        super().hand_over(target, ledger)
        links = rows_of(type(self).parents.through).select_related("from_tag", "to_tag")
        above_target = ancestors([target.pk], type(self).parents.through) | {target.pk}
        for link in links.filter(from_tag=self.pk):
            above_parent = ancestors([link.to_tag_id], type(self).parents.through) | {link.to_tag_id}
            if target.pk in above_parent or not may_stand_above(link.to_tag.kind, target.kind):
                ledger.remove([link])
        for link in links.filter(to_tag=self.pk):
            if link.from_tag_id in above_target or not may_stand_above(target.kind, link.from_tag.kind):
                ledger.remove([link])

    def settle(self, ledger: Ledger) -> None:
        """See that what is shared after a merge is still shared by several of one kind."""
        settle_shared(self.shared_names.all(), ledger)

    def own_rows(self) -> list[models.Model]:
        """Return the rows a tag consists of: names, shared ones too, identifiers, parents. Six queries."""
        shared = rows_of(TagName.readings.through).filter(tag=self.pk)
        parents = rows_of(type(self).parents.through).filter(from_tag=self.pk)
        return [*shared, *self.shared_names.all(), *parents, *self.identifiers.all(), *super().own_rows()]

    def may_come_back(self) -> bool:
        """Say whether an undo may write this row again: not while its address belongs to another tag."""
        return not FormerSlug.objects.filter(noun=self.NOUN, slug=self.slug).exists()

    def answers_to(self, key: str, *, besides: int) -> bool:
        """Say whether some tag of this kind has a row for a key, other than `besides`."""
        return TagName.objects.filter(kind=self.kind, key=key).exclude(pk=besides).exists()

    def name_values(self, target: Self) -> dict[str, Any]:
        """A name is of the kind of its tag."""
        return {"kind": target.kind}

    def is_out_of_line(self, row: Any) -> bool:
        """Say whether the row of a name has another kind."""
        return row.kind != self.kind

    def write_names(self) -> None:
        """Refuse a kind that parents or children forbid before the names follow it."""
        is_other_kind = self.names.exclude(kind=self.kind).exists()
        if is_other_kind:
            refuse_kind(self)
        super().write_names()
        if is_other_kind:
            settle_shared(self.shared_names.all())

    def _move_to(
        self, state: str, before: tuple, verb: str, summary: Any, by: Any, at: datetime | None
    ) -> Operation:
        with recorded(self, verb, summary, by=by, at=at) as account:
            tag = account.thing
            if tag.state not in before:
                raise VocabularyError(
                    _("“%(tag)s” is %(state)s, so this cannot be done to it."),
                    params={"tag": tag.label, "state": tag.get_state_display().lower()},
                )
            tag.state = state
            tag.save(update_fields=["state"])
        return account.done
