"""More News: what stands below a story. See docs/topics/more-news.md.

`box` fills it when a page is shown, from `candidates`; `reckoning` finds and scores what may stand there by
itself, `keeping` writes that down when something is published. `scoring` and `words` are pure.
"""

from published.more_news.box import Entry, Kept, Layer, OutsideLink, more_news
from published.more_news.reckoning import Line, Subject, gather, reckon, scored
from published.more_news.weights import Weights, weights, weights_from

__all__ = [
    "Entry",
    "Kept",
    "Layer",
    "Line",
    "OutsideLink",
    "Subject",
    "Weights",
    "gather",
    "more_news",
    "reckon",
    "scored",
    "weights",
    "weights_from",
]
