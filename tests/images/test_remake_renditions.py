"""The command that brings the renditions up to date."""

import io
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from images import renditions
from images.models import Image
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def images() -> list[Image]:
    return [Image.take_in(samples.jpeg(seed=number), title=f"Number {number}") for number in range(3)]


def remake(*args, **options) -> str:
    out = io.StringIO()
    call_command("remake_renditions", *args, stdout=out, **options)
    return out.getvalue()


def test_it_makes_only_what_is_missing(images):
    images[1].renditions.all().delete()
    assert remake() == "Remade 1 of 3 pictures.\n"
    assert images[1].sources()
    assert remake() == "Remade 0 of 3 pictures.\n"


def test_it_remakes_what_an_older_recipe_made(images, monkeypatch):
    monkeypatch.setattr(renditions, "RECIPE", "another")
    assert "Remade 3 of 3" in remake()
    assert all(image.has_current_renditions() for image in images)
    assert "Remade 0 of 3" in remake()


def test_it_remakes_everything_or_some_when_told(images):
    assert "Remade 3 of 3" in remake("--all")
    assert "Remade 1 of 1" in remake("--all", str(images[2].pk))


def test_it_goes_on_after_a_broken_original_and_fails_at_the_end(images):
    images[0].file.storage.delete(images[0].file.name)
    errors = io.StringIO()
    with pytest.raises(CommandError, match="1 pictures could not be remade"):
        remake("--all", stderr=errors)
    assert "Number 0" in errors.getvalue()
    assert images[0].sources()


def test_it_makes_avif_once_the_setting_asks_for_it(images, settings):
    settings.IMAGE_AVIF = True
    assert not images[0].has_current_renditions()
    assert "Remade 3 of 3" in remake()
    sources = images[0].sources()
    assert sources["srcset_avif"].endswith(".avif 320w")
    assert "srcset_avif" in images[0].sources("card")
    settings.IMAGE_AVIF = False
    assert "Remade 3 of 3" in remake()
    assert "srcset_avif" not in images[0].sources()


@pytest.mark.parametrize("processes", [-1, 65])
def test_it_refuses_a_number_of_processes_that_no_machine_has(images, processes):
    with pytest.raises(CommandError, match="give 0 to 64"):
        remake(processes=processes)


def test_it_shares_the_work_among_processes(images, monkeypatch):
    """Threads stand in for processes, which would not see the test's database."""
    module = "images.management.commands.remake_renditions"

    class Pool(ThreadPoolExecutor):
        def __init__(self, processes):
            used.append(processes)
            super().__init__(processes)

        def submit(self, work, number):
            done = Future()
            done.set_result(work(number))
            return done

    used = []
    monkeypatch.setattr(f"{module}.workers", Pool)
    assert "Remade 3 of 3" in remake("--all", processes=2)
    assert used == [2]


def test_it_works_in_processes_of_its_own(tmp_path):
    """The real thing, in a newsroom of its own."""
    environment = os.environ | {
        "NEWSROOM_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": "",
    }
    take_in = (
        "import django; django.setup(); from images.models import Image; from tests.images import samples;"
        "[Image.take_in(samples.jpeg(seed=n)) for n in range(3)]; "
        "[i.renditions.all().delete() for i in Image.objects.all()[:2]]"
    )
    run = partial(subprocess.run, env=environment, check=True, capture_output=True, text=True)
    run([sys.executable, "manage.py", "migrate", "-v0"])
    run([sys.executable, "-c", take_in])
    done = run([sys.executable, "manage.py", "remake_renditions", "--processes", "2"])
    assert "Remade 2 of 3 pictures." in done.stdout
    assert "Remade 0 of 3" in run([sys.executable, "manage.py", "remake_renditions"]).stdout
