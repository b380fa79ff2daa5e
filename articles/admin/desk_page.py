"""What the page of one story in desk mode shows: text, tags, links, what is offered, words and keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import body as body_rules
from articles import safekeeping
from articles.desk_mode import progress
from articles.desk_mode.lines import NewsLine, TagLines, news_lines, tag_lines
from articles.desk_mode.queues import Queue
from articles.document import Document, to_document
from articles.forms.desk_mode import DeskForm, LinksField, link_line
from articles.forms.tags import in_order
from articles.models import Article, RelatedLink
from articles.more_news_desk import back_links
from articles.tag_limits import MOST_TAGS
from published.languages import direction


@dataclass
class Sheet:
    """One story on the desk: the form as it stands, and why it was not saved."""

    article: Article
    queue: Queue
    form: DeskForm
    document: Document
    refusals: list[str] = field(default_factory=list)
    is_taken: bool = False

    @classmethod
    def of(cls, article: Article, queue: Queue, user: Any, data: Any = None) -> Sheet:
        """Read the story's tags and links, and what was sent, if anything. Five queries."""
        document = to_document(article)
        may_propose = user.has_perm("taxonomy.propose_tag")
        return cls(article, queue, DeskForm(article, document, data, may_propose=may_propose), document)

    def context(self, user: Any) -> dict[str, Any]:
        """Return what the template needs. About forty queries, whatever the size of the archive."""
        article, links = self.article, self.document["links"]
        targets = [link["target_id"] for link in links if link["target_id"]]
        offered = tag_lines(article, self.document["tags"])
        headlines = dict(Article.objects.filter(pk__in=targets).values_list("pk", "headline"))
        lines = "\n".join(link_line(link, headlines) for link in links)
        return {
            "article": article,
            "queue": self.queue,
            "form": self.form,
            "refusals": self.refusals,
            "is_taken": self.is_taken,
            "link_lines": self.form.data.get("links", "") if self.form.is_bound else lines,
            "details": [
                (detail, headlines.get(detail.number, detail.name)) for detail in self.form.details()
            ],
            "kinds": RelatedLink.Kind.choices,
            "back_links": back_links(article),
            "answers": self.form.answers() if self.form.is_bound else {},
            "text": mark_safe(body_rules.clean_body(article.body)),  # noqa: S308  cleaned here
            "direction": direction(article.language),
            "offered": offered,
            "propose_url": reverse("admin:taxonomy_tag_add") if user.has_perm("taxonomy.propose_tag") else "",
            "news_url": reverse("admin:articles_desk_news", args=[article.pk]),
            "news": news_lines(article, self.document, offered, timezone.now()),
            "left": self.queue.left(),
            "done": progress.done_today(user),
            "others": safekeeping.company(article, user, "").others,
            "key_list": key_list(),
            "words": json.dumps(_sign_in_words()),
            "link_words": json.dumps(_link_words()),
        }


def lines_with(article: Article, tags: str, links: str) -> list[NewsLine]:
    """Return the lines of More News with the tags (numbers) and links (lines) that a page shows unsaved.

    About thirty queries. Links that could not be saved so are left as the story has them.
    """
    document = to_document(article)
    try:
        picked = LinksField(article, document["links"]).clean(links)
    except ValidationError:
        picked = document["links"]
    numbers = [tag.pk for tag in in_order(body_rules.numbers_in(",".join(tags.split()))[:MOST_TAGS])]
    offered = TagLines() if numbers else tag_lines(article, ())
    return news_lines(article, {**document, "tags": numbers, "links": picked}, offered, timezone.now())


def key_list() -> list[tuple[tuple[str, ...], str]]:
    """Return the keys of desk mode with what each does, as the overlay shows them."""
    return [
        (("j", "k"), _("next and previous line")),
        (("a",), _("accept: the tag, or pin the story")),
        (("r",), _("reject: the tag, or “not here”")),
        (("p",), _("pin the story to the links")),
        (("v",), _("never show the two stories together")),
        (("t",), _("add a tag")),
        (("l",), _("add a link")),
        (("c",), _("go to the first, then the next tag or link")),
        (("[", "]"), _("move it up or down")),
        (("m",), _("make it the lead, or the first link")),
        (("e",), _("kind, note and “both ways” of the link")),
        (("Delete",), _("take it off")),
        (("s",), _("save, and on to the next story")),
        (("n",), _("pass over without saving")),
        (("b",), _("back to the story before")),
        (("u",), _("undo the last save")),
        (("Esc",), _("leave a field, so that letters are keys again")),
        (("?",), _("this list")),
    ]


def _sign_in_words() -> dict[str, str]:
    return {
        "ended": _("Your session has ended"),
        "username": _("Username"),
        "password": _("Password"),
        "signIn": _("Sign in and go on"),
        "wrong": _("That did not work: try again."),
    }


def _link_words() -> dict[str, str]:
    return {
        "add": _("Add a story, or an address and a title"),
        "none": _("No such story."),
        "title": _("Write the title after the address."),
        "outside": _("Outside page"),
        "up": _("Move up"),
        "down": _("Move down"),
        "remove": _("Take off"),
        "bothWays": _("both ways"),
    }
