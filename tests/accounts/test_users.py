"""People who sign in."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from taxonomy.models import Contributor

pytestmark = pytest.mark.django_db

USERS = reverse("admin:accounts_user_changelist")


def test_it_goes_by_the_full_name_or_the_user_name():
    assert str(User(username="rosa", first_name="Rosa", last_name="Marsh")) == "Rosa Marsh"
    assert str(User(username="rosa")) == "rosa"


def test_it_leaves_the_contributor_when_the_user_goes(cast):
    rosa = Contributor.objects.create(name="Rosa Marsh", user=cast.rosa)
    cast.rosa.delete()
    rosa.refresh_from_db()
    assert rosa.user is None


def test_it_lists_people_with_their_roles_in_few_queries(client, cast, django_assert_max_num_queries):
    for name in ("rosa", "edith", "paul", "tara"):
        getattr(cast, name)
    client.force_login(cast.ada)
    client.get(USERS)  # what a process looks up once in an edition
    with django_assert_max_num_queries(10):
        page = client.get(USERS).content.decode()
    assert "Photo editor" in page
    assert "Tagger" in page


def test_it_adds_a_person_who_may_sign_in(client, cast):
    client.force_login(cast.ada)
    address = reverse("admin:accounts_user_add")
    assert client.get(address).context["adminform"].form["is_staff"].value() is True
    password = "a long pass phrase"
    client.post(
        address,
        {
            "username": "nina",
            "usable_password": "true",
            "password1": password,
            "password2": password,
            "groups": [Group.objects.get(name="Reporter").pk],
            "is_staff": "on",
        },
    )
    assert client.login(username="nina", password=password)
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("username", ["rosa", "edith", "tomas"])
def test_it_shows_people_to_administrators_only(client, cast, username):
    client.force_login(getattr(cast, username))
    assert client.get(USERS).status_code == 403


def test_it_lets_no_administrator_make_or_touch_a_superuser(client, cast):
    root = User.objects.create_superuser("root", password="x")
    client.force_login(cast.ada)
    own = reverse("admin:accounts_user_change", args=[cast.ada.pk])
    client.post(own, {"username": "ada", "is_staff": "on", "is_active": "on", "is_superuser": "on"})
    assert not User.objects.get(username="ada").is_superuser
    for action in ("change", "delete"):
        address = reverse(f"admin:accounts_user_{action}", args=[root.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(password, {"password1": "y", "password2": "y"}).status_code == 403
    root.refresh_from_db()
    assert root.check_password("x")


def test_it_lets_nobody_delete_themselves(client, cast):
    client.force_login(cast.ada)
    address = reverse("admin:accounts_user_delete", args=[cast.ada.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="ada").exists()


def test_it_keeps_the_roles_from_being_deleted_or_renamed(client, cast):
    client.force_login(cast.ada)
    group = Group.objects.get(name="Tagger")
    assert (
        client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"}).status_code == 403
    )
    client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Other"})
    group.refresh_from_db()
    assert group.name == "Tagger"
