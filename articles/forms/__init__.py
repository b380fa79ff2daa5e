"""The forms of the desk."""

from articles.forms.article import ArticleForm

__all__ = ["ArticleForm"]
