"""The six roles as groups with real permissions."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test.utils import CaptureQueriesContext

from accounts.roles import ROLES, sync_roles

pytestmark = pytest.mark.django_db


def granted(role):
    """The permissions of a group as "app.codename"."""
    pairs = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in pairs)


@pytest.mark.parametrize("role", ROLES)
def test_it_grants_exactly_what_is_written(role):
    assert granted(role) == ROLES[role]


def test_it_names_only_permissions_that_exist():
    pairs = Permission.objects.values_list("content_type__app_label", "codename")
    existing = {f"{app}.{codename}" for app, codename in pairs}
    assert {name for names in ROLES.values() for name in names} <= existing


@pytest.mark.parametrize(
    ("username", "may", "may_not"),
    [
        ("rosa", "articles.add_article", "articles.publish_article"),
        ("edith", "articles.publish_article", "articles.clear_first_published"),
        ("paul", "images.delete_image", "articles.change_article"),
        ("tara", "articles.tag_article", "articles.change_article"),
        ("tomas", "taxonomy.merge_tag", "taxonomy.merge_contributor"),
        ("ada", "articles.clear_first_published", "taxonomy.delete_operation"),
    ],
)
def test_it_gives_people_their_rights(cast, username, may, may_not):
    person = getattr(cast, username)
    assert person.has_perm(may)
    assert not person.has_perm(may_not)
    assert not person.is_superuser


def test_it_changes_no_row_when_nothing_changed():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for config in apps.get_app_configs():
            sync_roles(config)
    written = [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert written == []


def test_it_repairs_a_role_whatever_the_order_of_apps():
    Group.objects.all().delete()
    Permission.objects.all().delete()
    for config in reversed(list(apps.get_app_configs())):
        sync_roles(config)
    assert {role: granted(role) for role in ROLES} == ROLES


def test_it_takes_back_what_a_role_does_not_grant():
    reporter = Group.objects.get(name="Reporter")
    reporter.permissions.add(Permission.objects.get(codename="publish_article"))
    reporter.permissions.remove(Permission.objects.get(codename="propose_tag"))
    sync_roles(apps.get_app_config("articles"))
    sync_roles(apps.get_app_config("taxonomy"))
    assert granted("Reporter") == ROLES["Reporter"]


def test_it_leaves_other_groups_and_other_permissions_alone():
    unnamed = Permission.objects.get(codename="delete_session")
    interns = Group.objects.create(name="Interns")
    interns.permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.get(name="Reporter").permissions.add(unnamed)
    for config in apps.get_app_configs():
        sync_roles(config)
    assert granted("Interns") == ["articles.publish_article"]
    assert "sessions.delete_session" in granted("Reporter")


def test_it_listens_to_migrate():
    Group.objects.all().delete()
    post_migrate.send(
        apps.get_app_config("taxonomy"), app_config=apps.get_app_config("taxonomy"), using="default"
    )
    assert Group.objects.count() == len(ROLES)
    call_command("migrate", verbosity=0)
    assert granted("Administrator") == ROLES["Administrator"]
