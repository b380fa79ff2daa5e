"""Pictures in an S3 store: a real server (moto) that the test starts, spoken to by the real client."""

import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.core.checks import run_checks
from django.core.files.storage import default_storage, storages
from moto.server import ThreadedMotoServer

from images.models import Image
from newsroom import env
from newsroom.env import BadValue
from tests.images import samples

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "s/ecret", "region_name": "us-east-1"}

# Whoever knows an address may read, and do nothing else.
OPEN = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::newsroom/renditions/*",
        }
    ],
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def store(server, settings, monkeypatch) -> dict[str, set[str]]:
    """Both buckets, empty, named in the settings; returns what lies in them when asked."""
    monkeypatch.setenv(
        "STORAGE_URL", f"s3://key:s%2Fecret@{server}/newsroom?originals=newsroom-originals&tls=0"
    )
    settings.STORAGES = settings.STORAGES | env.object_store("STORAGE_URL")
    monkeypatch.setattr(Image._meta.get_field("file"), "storage", storages["originals"])
    client = boto3.client("s3", endpoint_url=f"http://{server}", **KEYS)
    for bucket in ("newsroom", "newsroom-originals"):
        client.create_bucket(Bucket=bucket)
    yield lambda bucket: {one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", [])}
    for bucket in ("newsroom", "newsroom-originals"):
        for one in client.list_objects_v2(Bucket=bucket).get("Contents", []):
            client.delete_object(Bucket=bucket, Key=one["Key"])
        client.delete_bucket(Bucket=bucket)


@pytest.mark.django_db
def test_it_keeps_files_apart_serves_renditions_and_removes_all(
    store, client, django_capture_on_commit_callbacks
):
    image = Image.take_in(samples.gps_jpeg(), credit="Paul Estlin")
    assert store("newsroom-originals") == {image.file.name}
    assert store("newsroom") == {one.file.name for one in image.renditions.all()}
    with image.file.open() as original:
        assert original.read() == samples.gps_jpeg()
    with pytest.raises(AttributeError):
        assert image.file.url

    address = image.sources()["src"]
    assert address.startswith("/media/renditions/")
    response = client.get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert "immutable" in response["Cache-Control"]
    assert not samples.opened(b"".join(response.streaming_content)).getexif()
    assert client.get(address, headers={"If-Modified-Since": response["Last-Modified"]}).status_code == 304
    assert client.head(address)["Content-Length"]

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert store("newsroom") == store("newsroom-originals") == set()
    assert client.get(address).status_code == 404
    assert client.head(address).status_code == 404


@pytest.mark.django_db
def test_it_follows_a_new_file_and_a_new_focal_point(store, django_capture_on_commit_callbacks):
    image = Image.take_in(samples.jpeg(seed=1))
    before = store("newsroom")
    with django_capture_on_commit_callbacks(execute=True):
        image.replace_file(samples.jpeg(seed=2))
    assert store("newsroom-originals") == {image.file.name}
    image.focal_x = 0.1
    image.save()
    image.make_renditions()
    assert store("newsroom") > before  # pages may still name what was there


@pytest.mark.django_db
def test_it_has_readers_fetch_from_the_buckets_own_address(store, server, settings, monkeypatch):
    """With `public=` pages name the bucket, which its owner opened; the other one stays shut."""
    boto3.client("s3", endpoint_url=f"http://{server}", **KEYS).put_bucket_policy(
        Bucket="newsroom", Policy=json.dumps(OPEN)
    )
    address = (
        f"s3://key:s%2Fecret@{server}/newsroom?originals=newsroom-originals&tls=0"
        f"&public=http://{server}/newsroom/"
    )
    monkeypatch.setenv("STORAGE_URL", address)
    settings.STORAGES = settings.STORAGES | env.object_store("STORAGE_URL")
    monkeypatch.setattr(Image._meta.get_field("file"), "storage", storages["originals"])
    image = Image.take_in(samples.jpeg(900, 600), credit="Paul Estlin")
    shown = image.sources()
    assert shown["src"].startswith(f"http://{server}/newsroom/renditions/{image.pk}/")
    for one, kind in ((shown["src"], "image/jpeg"), (shown["srcset_webp"].split(" ")[0], "image/webp")):
        with urlopen(one) as answer:
            assert answer.headers["Content-Type"] == kind
            assert "immutable" in answer.headers["Cache-Control"]
            assert samples.opened(answer.read()).size[0] in (480, 900)
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"http://{server}/newsroom-originals/{image.file.name}")


def test_it_says_the_address_at_which_readers_fetch_the_bucket(monkeypatch, settings):
    address = "s3://key:secret@s3.example.org/news?originals=private&public=https://img.example.org/"
    monkeypatch.setenv("STORAGE_URL", address)
    settings.STORAGES = settings.STORAGES | env.object_store("STORAGE_URL")
    assert default_storage.url("renditions/1/a b.jpg") == "https://img.example.org/renditions/1/a%20b.jpg"


@pytest.mark.parametrize(
    "value",
    [
        "https://key:secret@host/bucket?originals=o",
        "s3://key:secret@host/?originals=o",
        "s3://key:secret@host/bucket",
        "s3://key:secret@host/bucket?originals=bucket",
        "s3://key:secret@host/a/b?originals=o",
        "s3://key:secret@host:0/b?originals=o",
        "s3://key:secret@[/b?originals=o",
    ],
)
def test_it_refuses_an_address_without_telling_the_secret(monkeypatch, value):
    monkeypatch.setenv("STORAGE_URL", value)
    with pytest.raises(BadValue, match="originals=other-bucket") as refused:
        env.object_store("STORAGE_URL")
    assert "secret@host" not in str(refused.value).replace(
        "key:secret@host/bucket?originals=other-bucket", ""
    )


def test_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", "s3://key:secret@host/bucket?originals=o")
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    with pytest.raises(BadValue, match="install django-storages"):
        env.object_store("STORAGE_URL")


def test_it_checks_that_originals_do_not_lie_in_the_readers_bucket(settings):
    options = {"OPTIONS": {"bucket_name": "one"}}
    settings.STORAGES = settings.STORAGES | {"default": options, "originals": options}
    assert "newsroom.E010" in [error.id for error in run_checks(tags=["files"])]
