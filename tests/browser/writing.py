"""The body editor as a person at the desk has it: a skeleton's form, opened, typed into, saved."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from articles.models import Skeleton
from images.models import Image

# What the tests look at, as only a script can: the text as the editor would write it, nothing kept.
WRITTEN = """async () => {
  const { pm } = await import("django-prose-editor/editor");
  const { doc } = document.querySelector(".be-text").editor.state;
  const serializer = pm.model.DOMSerializer.fromSchema(doc.type.schema);
  const holder = document.createElement("div");
  holder.append(serializer.serializeFragment(doc.content));
  return holder.innerHTML;
}"""
PASTE = """(box, { html, text }) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  box.dispatchEvent(event);
}"""


def everything(images: list[Image], article) -> str:
    """A text with every kind of thing that texts may hold, in the form in which they are kept."""
    one, two, three = (image.pk for image in images)
    return (
        f"<p>The <strong>river</strong> <em>rose</em> <strong><em>fast</em></strong>, see "
        f'<a data-article="{article.pk}">the report</a>, <a href="https://example.org/a?b=1&amp;c=2">the '
        f'<em>board</em></a>, <a href="/about/">us</a> and <a href="mailto:desk@example.org">mail</a>.</p>'
        f"<h2>What is known</h2><p>One<br>two&nbsp;three  four “five” &lt;six&gt;</p>"
        f'<figure data-image="{one}"></figure><h3 dir="rtl">ذیلی سرخی</h3>'
        f'<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li dir="rtl"><p>ج</p></li></ul>'
        f'<ol dir="rtl"><li><p>۱</p><p>اور</p></li></ol>'
        f'<blockquote><p>Said.</p><p dir="auto">And said.</p></blockquote>'
        f'<aside class="pullquote"><p>It worked.</p></aside>'
        f'<figure data-image="{two}" class="wide"><figcaption dir="rtl">A <em>caption</em><br>and more'
        "</figcaption></figure>"
        '<aside class="factbox" dir="ltr"><h3>Facts</h3><p>Built in 1931.</p><ul><li><p>Twelve</p></li></ul>'
        "</aside><hr>"
        f'<figure data-gallery="{three},{one}"><figcaption>Views</figcaption></figure>'
        f'<figure data-gallery="{two},{three}" class="wide"></figure>'
        f'<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption>Watch</figcaption></figure>'
        f'<figure data-embed="https://x.com/a/status/2" class="wide"></figure>'
        f'<p dir="rtl">یہ اردو کا ایک پیراگراف ہے۔</p><p>The end.</p>'
    )


class Writing:
    """A form with the editor in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def open(self, body: str = "") -> Writing:
        """Open a new skeleton with this text and wait for the editor."""
        self.skeleton = Skeleton.objects.create(name=f"Skeleton {Skeleton.objects.count()}", body=body)
        self.page.goto(f"{self.address}/admin/articles/skeleton/{self.skeleton.pk}/change/")
        expect(self.tools).to_be_visible()
        return self

    def put(self, body: str) -> Writing:
        """Put another text into the open editor: quicker than opening the form again."""
        self.text.evaluate("(box, body) => box.editor.commands.setContent(body)", body)
        return self

    @property
    def text(self) -> Locator:
        return self.page.locator(".be-text")

    @property
    def tools(self) -> Locator:
        return self.page.locator(".be-toolbar")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def html(self) -> str:
        """What would be sent."""
        return self.page.locator("textarea[name=body]").input_value()

    def written(self) -> str:
        """What the editor makes of the text by itself, without what it kept as it came."""
        return self.page.evaluate(WRITTEN)

    def see_pictures(self) -> Writing:
        """Wait until the pictures in the text are drawn: nothing below them moves any more."""
        expect(self.text.locator("figure img").first).to_be_visible()
        self.page.wait_for_function(
            "[...document.querySelectorAll('.be-text img')].every((one) => one.complete && one.naturalWidth)"
        )
        return self

    def at(self, words: str, *, select: bool = False, end: bool = False) -> Writing:
        """Put the cursor before these words of the text, after them, or choose them."""
        script = """async ([words, select, end]) => {
          const { editor } = document.querySelector(".be-text");
          let from = null;
          editor.state.doc.descendants((node, place) => {
            const at = node.isText && from === null ? node.text.indexOf(words) : -1;
            if (at >= 0) from = place + at;
          });
          const to = from + words.length;
          editor.commands.setTextSelection(select ? { from, to } : end ? to : from);
          editor.view.focus();
        }"""
        self.page.evaluate(script, [words, select, end])
        return self

    def tool(self, name: str) -> Locator:
        return self.tools.get_by_role("button", name=name, exact=True)

    def press(self, *keys: str) -> Writing:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, words: str) -> Writing:
        self.page.keyboard.type(words)
        return self

    def paste(self, html: str = "", text: str = "x") -> Writing:
        """Paste as a browser does: an event with what the clipboard holds."""
        self.text.evaluate(PASTE, {"html": html, "text": text})
        return self

    def save(self) -> str:
        """Save the form and return what is stored."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save and continue editing").click()
        expect(self.tools).to_be_visible()
        self.skeleton.refresh_from_db()
        return self.skeleton.body
