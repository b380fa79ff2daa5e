"""The card of a story: the picture that sharing sites show of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from newsroom.page_cache import ends_at, reader_page
from published.cards import card_address, kept_card
from published.models import PublishedArticle
from published.surrogates import shows


@reader_page(is_small=True)
@require_safe
def card(request: HttpRequest, number: int, mark: str) -> HttpResponseBase:
    """Give the card of a public story; forward from one it had to the one it has. Two queries at most.

    What an address shows never changes, but a story can be withdrawn, and a CDN must let its card go too: so
    it is kept as pages are, under the story's key. `is_small`, for a card is as large as ten pages.
    """
    story = PublishedArticle.objects.public().for_cards().filter(pk=number).first()
    if story is None:
        raise Http404
    address = card_address(story)
    if not address.endswith(f"-{mark}.jpg"):
        return HttpResponseRedirect(address)
    ends_at(request, story.expires_at)
    shows(request, stories=[story])
    return HttpResponse(kept_card(story), content_type="image/jpeg")
