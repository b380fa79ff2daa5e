"""Pictures from upload to public page: from the library, inside the story, as lead and as gallery."""

import io
import re

import pytest
from django.utils import timezone
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from articles.models import Article
from images.models import Image
from published.models import PublishedArticle
from tests.browser.signing_in import sign_in
from tests.factories import make_article
from tests.images import samples
from tests.images.test_likeness import view

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20_000  # milliseconds: pictures are cut meanwhile, on a machine that has other things to do
# Files as a browser drops them: an event with what the person held.
DROP = """(target, files) => {
  const transfer = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  const box = target.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  for (const type of ["dragenter", "dragover", "drop"]) {
    const how = { ...at, dataTransfer: transfer, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent(type, how));
  }
}"""


def photo(angle: int, *, described: bool = False) -> bytes:
    """A photograph with a place in it, and with words where an agency wrote some."""
    exif = Pillow.Exif()
    exif[0x8825] = {1: "N", 2: (24.0, 51.0, 36.0), 3: "E", 4: (67.0, 0.0, 36.0)}
    if described:
        exif[0x013B] = "Jane Doe"
    out = io.BytesIO()
    view(angle).save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def drop(page: Page, selector: str, *files: tuple[str, bytes]) -> None:
    import base64

    held = [[name, base64.b64encode(data).decode()] for name, data in files]
    page.locator(selector).evaluate(DROP, held)


@pytest.fixture
def signed_in(page: Page, live_server, person) -> Page:
    sign_in(page, person, live_server.url)
    return page


def test_it_takes_many_by_drop_with_progress_and_offers_what_is_known(signed_in: Page, live_server) -> None:
    page = signed_in
    there = Image.take_in(photo(270), title="There already", credit="P.")
    alike = samples.saved(view(270).resize((400, 300)), "JPEG", quality=60)
    page.goto(f"{live_server.url}/admin/images/image/")
    expect(page.locator("picture-upload.is-ready")).to_be_visible()
    drop(
        page,
        ".upload",
        ("one.jpg", photo(0, described=True)),
        ("two.jpg", photo(90)),
        ("same.jpg", photo(270)),
        ("alike.jpg", alike),
        ("page.jpg", samples.HTML),
    )
    rows = page.locator(".upload__one")
    expect(rows).to_have_count(5)
    expect(page.locator(".upload__one.is-done")).to_have_count(2, timeout=PATIENCE)
    expect(rows.filter(has_text="same.jpg")).to_contain_text(
        "This very file is in the library already", timeout=PATIENCE
    )
    expect(rows.filter(has_text="page.jpg")).to_contain_text(
        "not a picture the site can read", timeout=PATIENCE
    )
    rows.filter(has_text="alike.jpg").get_by_role("button", name="Upload anyway").click()
    expect(page.locator(".upload__one.is-done")).to_have_count(3, timeout=PATIENCE)
    page.get_by_role("link", name="Describe and confirm (3)").click()
    expect(page.locator(".several__one legend")).to_have_count(3)
    shown = page.locator(".several__one legend").all_inner_texts()
    assert [text.strip() for text in shown] == ["one", "two", "alike"]

    assert page.get_by_label("Credit").nth(1).input_value() == "Jane Doe"
    page.get_by_label("Credit").first.fill("Agency")
    page.get_by_role("button", name="Save and confirm").click()
    expect(page.get_by_text("3 pictures described.")).to_be_visible()
    new = Image.objects.exclude(pk=there.pk)
    assert [image.is_confirmed for image in new] == [True] * 3
    assert {image.credit for image in new} == {"Agency"}


def test_it_makes_a_story_with_lead_pictures_and_gallery_from_upload_to_page(
    signed_in: Page, open_page, live_server
) -> None:
    page = signed_in
    article = make_article("The quay at night", body="<p>one</p>")
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".be-toolbar")).to_be_visible()
    dialog = page.get_by_role("dialog")

    page.get_by_role("button", name="Choose or upload").click()
    upload(page, "lead.jpg", photo(0), alt="Boats at the quay.", credit="Paul Estlin")
    expect(page.locator(".lead-picture__shown")).to_be_visible()
    expect(page.locator(".lead-picture__note")).to_have_text("Paul Estlin")
    marker = page.locator(".lead-picture__crop").get_by_role("button", name="Focal point")
    page.get_by_text("Crop for this story", exact=True).click()
    marker.press("Shift+ArrowDown")
    assert page.input_value("#id_lead_focal_y") == "0.60"

    page.locator(".be-text p").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Picture from the library", exact=True).click()
    upload(page, "inside.jpg", photo(90), alt="A crane.", credit="Paul Estlin")
    figure = page.locator(".be-text figure")
    expect(figure).to_contain_text("Alt text: A crane.")
    figure.get_by_role("button", name="Alt text").click()
    dialog.get_by_label("Alt text").fill("A crane over the water.")
    dialog.get_by_role("button", name="Use these words").click()
    expect(figure).to_contain_text("Alt text: A crane over the water.")

    figure.get_by_role("button", name="Crop").click()
    dialog.get_by_label("1:1").check()
    dialog.get_by_role("button", name="Focal point").press("Shift+ArrowLeft")
    dialog.get_by_role("button", name="Use this crop").click()
    expect(figure).to_contain_text("Cut for this story: 1:1")

    page.keyboard.press("Control+End")
    page.get_by_role("button", name="Gallery", exact=True).click()
    for name, angle in (("three.jpg", 180), ("four.jpg", 135)):
        upload(page, name, photo(angle), alt=f"View of {angle}.", credit="Paul Estlin")
        expect(dialog.locator(".be-strip__item img")).to_have_count(1 if angle == 180 else 2)
    dialog.get_by_role("button", name="Use these pictures").click()
    expect(page.locator(".be-text figure")).to_have_count(2)
    gallery = page.locator(".be-text figure").nth(1)
    gallery.get_by_role("button", name="Crop").click()
    whole = dialog.locator(".be-crop__whole").first
    whole.click(position={"x": 5, "y": 5})
    dialog.get_by_role("button", name="Use this crop").click()
    expect(dialog).to_have_count(0)

    page.locator("button[name=_publish]").first.click()
    page.locator(".asked__anyway").click()
    expect(page.locator(".messagelist")).to_contain_text("Published.", timeout=PATIENCE)

    reader = open_page()
    shifts = see(reader, live_server.url + PublishedArticle.objects.get().get_absolute_url())
    assert shifts == 0
    assert reader.locator("main img").count() == 4
    lead = reader.get_by_role("img", name="Boats at the quay.")
    assert lead.get_attribute("fetchpriority") == "high"
    assert lead.get_attribute("loading") is None
    inside = reader.get_by_role("img", name="A crane over the water.")
    assert inside.get_attribute("loading") == "lazy"
    assert inside.get_attribute("width") == inside.get_attribute("height")
    assert inside.evaluate("image => image.naturalWidth == image.naturalHeight")
    frames = reader.locator(".gallery img")
    assert ["/crop-" in frames.nth(place).get_attribute("src") for place in (0, 1)] == [True, False]
    assert has_no_place(reader, lead.evaluate("image => image.currentSrc"))
    card = PublishedArticle.objects.get().card_picture
    assert card["src"] != Image.objects.get(alt_text="Boats at the quay.").sources("card")["src"]


def upload(page: Page, name: str, data: bytes, *, alt: str, credit: str) -> None:
    """Choose a file in the dialog, look at its words, and use it."""
    dialog = page.get_by_role("dialog")
    file = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    field = dialog.get_by_label("Drop pictures here, or choose files")
    expect(field).to_be_visible()
    field.set_input_files(file)
    words = dialog.locator(".be-uploads__one")
    expect(words.get_by_label("Alt text")).to_be_visible(timeout=PATIENCE)
    words.get_by_label("Alt text").fill(alt)
    words.get_by_label("Credit").fill(credit)
    words.get_by_role("button", name="Use this picture").click()


def see(page: Page, address: str) -> float:
    """Open a page, go down to its end and say how much was shifted meanwhile (CLS)."""
    page.add_init_script(
        """window.shifted = 0; new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(address)
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
    page.wait_for_load_state("networkidle")
    return page.evaluate("new Promise((done) => requestAnimationFrame(() => done(window.shifted)))")


def has_no_place(page: Page, address: str) -> bool:
    response = page.request.get(address)
    picture = samples.opened(response.body())
    return not picture.getexif().get_ifd(samples.GPS_TAG) and b"Exif" not in response.body()


def test_it_drops_a_file_on_the_text_and_offers_no_expired_picture(signed_in: Page, live_server) -> None:
    page = signed_in
    Image.take_in(photo(270), title="Over", credit="P.", alt_text="A.", rights_expire_at=timezone.now())
    article = make_article("Story", body="<p>one</p>")
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".be-toolbar")).to_be_visible()
    drop(page, ".be-text p", ("dropped.jpg", photo(0)))
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".be-uploads__one").get_by_label("Credit")).to_be_visible(timeout=PATIENCE)
    over = dialog.get_by_role("button", name=re.compile("^Over"))
    expect(over).to_have_attribute("aria-disabled", "true")
    over.click(force=True)
    expect(dialog).to_be_visible()
    assert Article.objects.get().body == "<p>one</p>"


def test_it_uploads_without_script(open_page, live_server, person) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, person, live_server.url)
    page.goto(f"{live_server.url}/admin/images/image/")
    files = [{"name": f"{angle}.jpg", "mimeType": "image/jpeg", "buffer": photo(angle)} for angle in (0, 90)]
    page.get_by_label("Upload pictures").set_input_files(files)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("2 pictures uploaded.")).to_be_visible()
    assert Image.objects.count() == 2
