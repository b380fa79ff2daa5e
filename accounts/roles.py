"""The six roles of a newsroom, as groups with real Django permissions.

Every `migrate` brings these groups back to what is written here. A newsroom that wants other rights makes a
group of its own beside them: other groups, rights given to a person, and permissions that no role names are
never touched.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS, router

TAGS = ("taxonomy.tag", "taxonomy.tagname", "taxonomy.tagidentifier")
CONTRIBUTORS = ("taxonomy.contributor", "taxonomy.contributorname", "taxonomy.contributorlink")
VOCABULARY = ("taxonomy.section", *TAGS, *CONTRIBUTORS)
TAGS_AND_LINKS = ("articles.tagging", "articles.relatedlink")
STORY_PARTS = ("articles.credit", "articles.source", "articles.correction", *TAGS_AND_LINKS)
RUNNING = ("published.runningstory",)
STORY_HISTORY = ("articles.version", "articles.event")
PICTURES = ("images.image", "images.rendition")
SITE = ("published.siteidentity", "published.sitelink")
PAGES_OF_THE_SITE = ("fronts.front", "pages.sitepage")
FRONTS = ("fronts.arrange_front", "fronts.launch_front")


def _may(models: Iterable[str], *actions: str) -> list[str]:
    """Name the standard permissions for `app.model`; all four when no action is given."""
    split = [name.split(".") for name in models]
    return [
        f"{app}.{act}_{model}"
        for app, model in split
        for act in actions or ("add", "change", "delete", "view")
    ]


_EVERYBODY = _may(
    [
        "articles.article",
        "fronts.front",
        "pages.sitepage",
        *STORY_PARTS,
        *STORY_HISTORY,
        *PICTURES,
        *VOCABULARY,
        *RUNNING,
    ],
    "view",
)

_REPORTER = [
    *_EVERYBODY,
    # Which stories are a reporter's own is a rule of the articles' room.
    *_may(["articles.article"], "add", "change"),
    *_may(STORY_PARTS),
    *_may(["images.image"], "add"),
    "taxonomy.propose_tag",
]

_EDITOR = [
    *_REPORTER,
    *_may(["articles.article", "articles.skeleton"]),
    "articles.publish_article",
    "articles.post_live",
    "articles.edit_any_article",
    "articles.withdraw_article",
    "articles.lift_embargo",
    "articles.edit_dates",
    "articles.tag_article",
    "articles.withhold_version",
    "articles.see_accuracy",
    *_may(RUNNING, "add", "change", "delete"),
    *_may(["articles.forbiddenpair"], "view", "add", "delete"),
    "published.weigh_more_news",
    *FRONTS,
    *_may(["pages.sitepage"]),
    "pages.publish_sitepage",
    *_may(["images.image"], "change"),
    *_may(["taxonomy.contributor"], "add", "change"),
    *_may(CONTRIBUTORS[1:]),
]

_PHOTO_EDITOR = [*_EVERYBODY, *_may(["images.image"])]

_TAGGER = [
    *_EVERYBODY,
    *_may(TAGS_AND_LINKS),
    *_may(["articles.forbiddenpair"], "view", "add", "delete"),
    "articles.tag_article",
    "taxonomy.propose_tag",
]

_TAG_EDITOR = [
    *_TAGGER,
    *_may(TAGS),
    *_may(RUNNING, "add", "change", "delete"),
    "published.weigh_more_news",
    "taxonomy.approve_tag",
    "taxonomy.merge_tag",
    "taxonomy.retire_tag",
    "taxonomy.view_operation",
    "taxonomy.undo_operation",
    "articles.add_bulktagging",
    "articles.view_bulktagging",
    *_may(["published.tagpin"]),
]

_ADMINISTRATOR = [
    *_EDITOR,
    *_TAG_EDITOR,
    *_may(["images.image", *VOCABULARY]),
    *_may(SITE),
    "articles.clear_first_published",
    "taxonomy.merge_contributor",
    "taxonomy.see_contributor_user",
    *_may(["accounts.user", "auth.group"]),
]

ROLES: dict[str, list[str]] = {
    "Reporter": sorted(set(_REPORTER)),
    "Editor": sorted(set(_EDITOR)),
    "Photo editor": sorted(set(_PHOTO_EDITOR)),
    "Tagger": sorted(set(_TAGGER)),
    "Tag editor": sorted(set(_TAG_EDITOR)),
    "Administrator": sorted(set(_ADMINISTRATOR)),
}


def sync_roles(
    sender: AppConfig, using: str = DEFAULT_DB_ALIAS, apps: Any = installed_apps, **kwargs: Any
) -> None:
    """Bring the roles in line with `ROLES` for the permissions of one app: receiver of `post_migrate`.

    Called for each app, in any order. The permissions of an app exist only after its own turn, so they are
    made here if they are still missing. Writes nothing when nothing has changed; costs about five queries an
    app.
    """
    try:
        group = apps.get_model("auth", "Group")
        permission = apps.get_model("auth", "Permission")
    except LookupError:  # an early stop of `migrate`: the groups' table is yet to come
        return
    if not router.allow_migrate_model(using, group):
        return
    create_permissions(sender, verbosity=0, interactive=False, using=using, apps=apps)
    known = _permissions(permission, sender.label, using)
    if known:
        _grant(group, known, using)


def _permissions(permission: Any, label: str, using: str) -> dict[str, int]:
    """Return the keys of those permissions of an app that some role names, by name."""
    named = {name for names in ROLES.values() for name in names}
    rows = permission.objects.using(using).filter(content_type__app_label=label)
    found = {f"{label}.{codename}": key for codename, key in rows.values_list("codename", "pk")}
    return {name: key for name, key in found.items() if name in named}


def _grant(group: Any, known: dict[str, int], using: str) -> None:
    """Give each role those of the known permissions that it names, and take the others of them away."""
    roles = dict(group.objects.using(using).filter(name__in=ROLES).values_list("name", "pk"))
    for role in ROLES.keys() - roles.keys():
        roles[role] = group.objects.using(using).create(name=role).pk
    wanted = {(roles[role], known[name]) for role, names in ROLES.items() for name in names if name in known}
    through = group.permissions.through
    rows = through.objects.using(using)
    held = rows.filter(group__in=roles.values(), permission__in=known.values())
    held = set(held.values_list("group_id", "permission_id"))
    for group_id, permission_id in held - wanted:
        rows.filter(group=group_id, permission=permission_id).delete()
    rows.bulk_create(
        through(group_id=group_id, permission_id=permission_id)
        for group_id, permission_id in sorted(wanted - held)
    )
