"""What the body editor asks the desk for: pictures and own stories; who may, what is found, what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from images.models import Image
from tests.factories import make_article, make_published
from tests.images import samples

PICTURE, STORY = "articles_pick_picture", "articles_pick_story"


@pytest.fixture
def pick(client, cast):
    """Ask as Rosa: `pick(STORY, q="flood")` gives the answer's JSON."""
    client.force_login(cast.rosa)

    def ask(name, **asked):
        return client.get(reverse(f"admin:{name}"), asked).json()

    return ask


def numbers(answer):
    return [row["id"] for row in answer["results"]]


def make_images(count, **fields):
    """Rows alone: what is asked for here needs no files."""
    moment = timezone.now()
    rows = [
        Image(
            title=f"Picture {number}",
            content_hash=f"{number:064}",
            created_at=moment + timedelta(seconds=number),
            **{"width": 9, "height": 9, "format": "JPEG", "colour": "#000000"} | fields,
        )
        for number in range(count)
    ]
    return Image.objects.bulk_create(rows)


@pytest.mark.parametrize("name", [PICTURE, STORY])
def test_it_tells_who_is_signed_out_to_sign_in_again(client, db, name):
    answer = client.get(reverse(f"admin:{name}"))
    assert answer.status_code == 401
    assert "Sign in again" in answer.json()["error"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", [PICTURE, STORY])
def test_it_refuses_readers_and_staff_without_the_right(client, django_user_model, name):
    reader = django_user_model.objects.create_user("remi")
    client.force_login(reader)
    assert client.get(reverse(f"admin:{name}")).status_code == 401
    reader.is_staff = True
    reader.save()
    assert client.get(reverse(f"admin:{name}")).status_code == 403


@pytest.mark.parametrize("name", [PICTURE, STORY])
def test_it_changes_nothing(client, cast, name):
    client.force_login(cast.rosa)
    assert client.post(reverse(f"admin:{name}")).status_code == 405


def test_it_finds_pictures_by_all_their_words(pick):
    gates, town = make_images(2)
    Image.objects.filter(pk=gates.pk).update(title="The gates", credit="Paul Estlin", caption="At dawn")
    assert numbers(pick(PICTURE, q="dawn estlin")) == [gates.pk]
    assert numbers(pick(PICTURE, q="dawn nobody")) == []
    assert numbers(pick(PICTURE, q=str(town.pk))) == [town.pk]


def test_it_tells_what_the_editor_draws(pick):
    image = Image.take_in(
        samples.jpeg(900, 600),
        title="Quay",
        alt_text="Boats",
        rights_expire_at=timezone.now() - timedelta(days=1),
    )
    (row,) = pick(PICTURE)["results"]
    assert row["thumbnail"].endswith("/full-480.jpg")
    assert (row["title"], row["alt"], row["expired"]) == ("Quay", "Boats", True)
    assert row["address"] == reverse("admin:images_image_change", args=[image.pk])


def test_it_says_where_to_upload_to_who_may(client, cast, pick):
    assert pick(PICTURE)["add"] == reverse("admin:images_image_upload")
    client.force_login(cast.tara)
    assert pick(PICTURE)["add"] == ""


def test_it_answers_with_twenty_newest_first_and_says_that_there_are_more(pick):
    images = make_images(21)
    answer = pick(PICTURE)
    assert numbers(answer) == [image.pk for image in reversed(images[1:])]
    assert answer["more"] is True
    assert pick(PICTURE, q="Picture 20")["more"] is False


def test_it_gives_what_is_asked_by_number_in_that_order(pick):
    first, second, _third = make_images(3)
    asked = f"{second.pk},{first.pk},{10**17}"
    assert numbers(pick(PICTURE, ids=asked)) == [second.pk, first.pk]
    for nonsense in ("", "x", "1,,2", "-1", "9" * 400):
        assert numbers(pick(PICTURE, ids=nonsense)) == []


def test_it_gives_twenty_by_number_at_most(pick):
    images = make_images(25)
    assert len(numbers(pick(PICTURE, ids=",".join(str(image.pk) for image in images)))) == 20


def test_it_finds_stories_by_headline_newest_first(pick):
    old, new = make_article("The river rose"), make_article("River falls")
    assert numbers(pick(STORY, q="river")) == [new.pk, old.pk]
    assert numbers(pick(STORY, q="river rose")) == [old.pk]
    assert numbers(pick(STORY, q=str(old.pk))) == [old.pk]


def test_it_tells_a_story_from_another(pick):
    article = make_published("Out", at=timezone.now())
    (row,) = pick(STORY)["results"]
    assert row["title"] == "Out"
    assert row["language"] == article.language
    assert row["note"].startswith("Published · ")
    assert row["note"].endswith(" · City")


def test_it_offers_no_story_that_a_link_could_not_reach(pick):
    kept = make_article("Flood, day one")
    for state in (Article.State.SPIKED, Article.State.WITHDRAWN):
        gone = make_article(f"Flood {state}")
        Article.objects.filter(pk=gone.pk).update(state=state, withdrawn_at=timezone.now())
    assert numbers(pick(STORY, q="flood")) == [kept.pk]
    assert numbers(pick(STORY, ids=f"{gone.pk}")) == [gone.pk]


def test_it_finds_a_story_by_its_address(pick):
    article = make_published("The river rose", at=timezone.now())
    make_published("Another", at=timezone.now())
    address = f"/{article.address_day:%Y/%m/%d}/{article.slug}/"
    assert numbers(pick(STORY, q=address)) == [article.pk]
    assert numbers(pick(STORY, q=f"https://news.example{address}?from=mail")) == [article.pk]
    for nothing in ("/2026/13/40/x/", "https://[news/2026/11/23/x/", "/2026/11/23/never-was/"):
        assert numbers(pick(STORY, q=nothing)) == []


@pytest.mark.parametrize("asked", ["%", "'", '"', "\\", "a" * 5000, "پاکستان", "\u202e", " "])
def test_it_bears_whatever_is_typed(pick, asked):
    assert "results" in pick(STORY, q=asked)
    assert "results" in pick(PICTURE, q=asked)


def test_it_costs_the_same_for_any_number(client, cast, django_assert_num_queries):
    client.force_login(cast.rosa)
    make_images(21)
    for number in range(21):
        make_article(f"Story {number}")
    # Session, person and two for the rights; then pictures with their renditions, or stories.
    with django_assert_num_queries(6):
        client.get(reverse(f"admin:{PICTURE}"), {"q": "picture"})
    with django_assert_num_queries(5):
        client.get(reverse(f"admin:{STORY}"), {"q": "story"})
