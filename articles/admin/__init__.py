"""The copy desk in the admin."""

from articles.admin.article import ArticleAdmin
from articles.admin.pins import PinInline
from articles.admin.skeletons import SkeletonAdmin
from articles.admin.together import ForbiddenPairAdmin, RunningStoryAdmin, SeriesAdmin

__all__ = [
    "ArticleAdmin",
    "ForbiddenPairAdmin",
    "PinInline",
    "RunningStoryAdmin",
    "SeriesAdmin",
    "SkeletonAdmin",
]
