"""The vocabulary at the desk."""

from django.contrib import admin
from taggit.models import Tag as TaggitTag

from taxonomy.admin.contributor import ContributorAdmin
from taxonomy.admin.operation import OperationAdmin
from taxonomy.admin.section import SectionAdmin
from taxonomy.admin.tag import TagAdmin

# taggit's own tags are not this newsroom's: its page would only lead people astray.
if admin.site.is_registered(TaggitTag):
    admin.site.unregister(TaggitTag)

__all__ = ["ContributorAdmin", "OperationAdmin", "SectionAdmin", "TagAdmin"]
