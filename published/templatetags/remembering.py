"""Markup that is made once and used again wherever the same thing is shown in the same way, such as a card.

    {% card story level=2 size="lead" %}
    {% remembered sections current.pk %} … {% endremembered %}

What is inside may depend on nothing but what is named, the language, and today's day in the site's zone.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import get_template
from django.utils.safestring import SafeString

from published import memory
from published.card_words import words_of
from published.memory import remembered_markup

register = template.Library()
_places = count()


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Render what is inside, or give what it was when all that is named was the same."""
    named = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(["endremembered"])
    parser.delete_first_token()
    return RememberedNode(named, inside)


class RememberedNode(template.Node):
    """A part of a template with a memory, which all templates and threads share."""

    def __init__(self, named: list[FilterExpression], inside: NodeList) -> None:
        self.named, self.nodelist, self.place = named, inside, next(_places)

    def render(self, context: template.Context) -> SafeString:
        """Look the markup up by the contents of what is named; render what is not known."""
        named = [name.resolve(context, ignore_failures=True) for name in self.named]
        return remembered_markup(self.place, named, lambda: self.nodelist.render(context))


@register.simple_tag
def frame() -> str:
    """What every page shows around itself, as one value to be named in what is remembered of it."""
    return memory.frame()


OPTIONS = ("level", "size", "under_day", "no_section", "priority", "note", "about")


@register.tag
def card(parser: Parser, token: Token) -> CardNode:
    """The card of a story, by templates/components/card.html, which says what it accepts."""
    _name, story, *options = token.split_contents()
    given = token_kwargs(options, parser)
    if options or given.keys() - set(OPTIONS):
        raise template.TemplateSyntaxError(f"card takes a story and {', '.join(OPTIONS)}")
    return CardNode(parser.compile_filter(story), given)


class CardNode(template.Node):
    """A card with a memory: of a story that a list has brought along, nothing is drawn that is known."""

    def __init__(self, story: FilterExpression, given: dict[str, FilterExpression]) -> None:
        self.story, self.given = story, given

    def render(self, context: template.Context) -> SafeString:
        """Look the card up by the contents of its story and what is said of it; draw what is not known."""
        story: Any = self.story.resolve(context)
        given = {name: value.resolve(context) for name, value in self.given.items()}
        return remembered_markup("card", (story, given), lambda: _drawn(story, given))


def _drawn(story: Any, given: dict[str, Any]) -> str:
    said = words_of(getattr(story, "story", story), given)
    return get_template("components/card.html").render(said | given)
