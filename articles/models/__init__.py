"""The desk's tables, one module for each noun."""

from articles.models.article import Article
from articles.models.bulk_tagging import BulkTaggedStory, BulkTagging
from articles.models.correction import Correction
from articles.models.credit import Credit, Source
from articles.models.desk_mode import Claim, DeskTurn
from articles.models.history import Event, Version
from articles.models.linking import BodyLink, ForbiddenPair
from articles.models.live import LiveCoverage, LiveUpdate
from articles.models.picture_use import PictureUse
from articles.models.related_link import RelatedLink
from articles.models.running_history import RunningStoryVersion
from articles.models.safekeeping import Autosave, Presence
from articles.models.skeleton import Skeleton
from articles.models.suggestion import SuggestionAnswer
from articles.models.tagging import Tagging
from articles.models.talk import Comment, PreviewLink

__all__ = [
    "Article",
    "Autosave",
    "BodyLink",
    "BulkTaggedStory",
    "BulkTagging",
    "Claim",
    "Comment",
    "Correction",
    "Credit",
    "DeskTurn",
    "Event",
    "ForbiddenPair",
    "LiveCoverage",
    "LiveUpdate",
    "PictureUse",
    "Presence",
    "PreviewLink",
    "RelatedLink",
    "RunningStoryVersion",
    "Skeleton",
    "Source",
    "SuggestionAnswer",
    "Tagging",
    "Version",
]
