"""Pictures that were saved anew are known again; others are not."""

from PIL import Image as Pillow

from images.likeness import alike, difference_hash
from tests.images import samples


def view(angle: int = 0) -> Pillow.Image:
    """A picture with something in it, turned so that others differ."""
    ground = Pillow.radial_gradient("L").resize((800, 600))
    ground.paste(Pillow.linear_gradient("L").rotate(angle).resize((300, 500)), (120, 60))
    ground.paste(255, (500, 100, 700, 300))
    return ground.rotate(angle).convert("RGB")


def saved_anew(picture: Pillow.Image, encoding: str, side: int, **options) -> Pillow.Image:
    return samples.opened(samples.saved(picture.resize((side, side * 3 // 4)), encoding, **options))


def test_it_knows_a_picture_again_that_was_made_smaller_and_worse():
    whole = difference_hash(view())
    others = [
        saved_anew(view(), "JPEG", 200, quality=30),
        saved_anew(view(), "WEBP", 400, quality=40),
        saved_anew(view(), "PNG", 799),
    ]
    rows = [(number, difference_hash(other)) for number, other in enumerate(others)]
    assert sorted(alike(whole, rows)) == [0, 1, 2]


def test_it_does_not_take_another_picture_for_the_same():
    others = [(angle, difference_hash(view(angle))) for angle in (90, 135, 180, 270)]
    assert alike(difference_hash(view()), others) == []


def test_it_names_the_most_alike_first():
    assert alike("ff00ff00ff00ff00", [(1, "ff00ff00ff00ff07"), (2, "ff00ff00ff00ff00"), (3, "")]) == [2, 1]


def test_it_says_nothing_of_a_picture_that_shows_nothing():
    even = difference_hash(Pillow.new("RGB", (400, 300), "grey"))
    assert even == ""
    assert alike(even, [(1, "0000000000000000")]) == []


def test_it_sees_a_transparent_picture_on_white():
    picture = view().convert("RGBA")
    picture.putalpha(255)
    assert difference_hash(picture) == difference_hash(view())
