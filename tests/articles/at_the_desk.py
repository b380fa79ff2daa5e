"""A person at the desk: opens a story's form as a browser does, without script, and sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from articles.models import Article

LIST = "/admin/articles/article/"


class _Fields(HTMLParser):
    """What a browser would send of the story's form: names and values, buttons left out."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.buttons: dict[str, tuple[str, str]] = {}
        self._inside = False
        self._select = self._textarea = self._button = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = values.get("id") == "article_form"
        if not self._inside or "disabled" in values:
            self._select = "" if tag == "select" else self._select
            return
        name = values.get("name", "")
        if tag == "input" and values.get("type") in ("checkbox", "radio"):
            if "checked" in values:
                self.data[name] = values.get("value", "on")
        elif tag == "input" and name:
            self.data[name] = values.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in values or self._select not in self.data:
                self.data[self._select] = values.get("value", "")
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "button" and name:
            self._button, self._text = name, []
            self.buttons[f"{name}={values.get('value', '')}"] = (name, values.get("value", ""))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            # The parser of HTML drops one line break after the opening tag.
            self.data[self._textarea] = "".join(self._text).removeprefix("\n")
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


class Form:
    """A story's form, opened; `data` is what it would send."""

    def __init__(self, client: Client, address: str, html: str) -> None:
        self.client, self.address, self.html = client, address, html
        fields = _Fields()
        fields.feed(html)
        self.data, self.buttons = fields.data, fields.buttons

    def send(self, button: str = "_save", *, is_careful: bool = False, **changes: Any) -> Any:
        """Press a button, such as "_publish"; `changes` are fields by name, `__` standing for a dash.

        Warnings are confirmed, unless the person is careful.
        """
        typed = {name.replace("__", "-"): value for name, value in changes.items()}
        pressed = dict([next(pair for pair in self.buttons.values() if pair[0] == button)])
        response = self.client.post(self.address, self.data | typed | pressed, follow=True)
        return response if is_careful else _go_on_anyway(self.client, response)

    def add_row(self, part: str, **values: Any) -> dict[str, Any]:
        """Return the fields of the empty row at the end of a part, filled with `values`."""
        number = int(self.data[f"{part}-TOTAL_FORMS"]) - 1
        return {f"{part}-{number}-{name}": value for name, value in values.items()}


def _go_on_anyway(client: Client, response: Any) -> Any:
    """Press “Publish anyway” where the form came back with a question."""
    asked = (response.context or {}).get("asked")
    if not asked:
        return response
    form = _came_back(client, response)
    pressed = {asked.button.name: asked.button.value}
    return client.post(form.address.partition("?")[0] + asked.address, form.data | pressed, follow=True)


def _came_back(client: Client, response: Any) -> Form:
    return Form(client, response.redirect_chain[-1][0].partition("#")[0], response.content.decode())


class Desk:
    """The desk of one person."""

    def __init__(self, client: Client, user: Any) -> None:
        client.force_login(user)
        self.client = client

    def open(self, article: Article | None = None) -> Form:
        """Open a story's form, or that of a new one."""
        address = f"{LIST}{article.pk}/change/" if article else f"{LIST}add/"
        response = self.client.get(address)
        assert response.status_code == 200, response.status_code
        return Form(self.client, address, response.content.decode())

    def form_of(self, response: Any) -> Form:
        """Return the form that came back when another one was sent."""
        return _came_back(self.client, response)


def said(response: Any) -> str:
    """Everything the page tells the person: messages, and the sentences of its mistakes."""
    context = response.context
    told = [str(message) for message in context.get("messages") or []]
    told += [f"{one.name}: {one.sentence}" for one in context.get("mistakes") or []]
    return "\n".join(told)
