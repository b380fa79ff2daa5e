from taxonomy.models.contributor import Contributor, ContributorLink, ContributorName
from taxonomy.models.former_slug import FormerSlug
from taxonomy.models.operation import Operation
from taxonomy.models.section import Section
from taxonomy.models.tag import Tag
from taxonomy.models.tag_name import TagIdentifier, TagName
from taxonomy.models.vocabulary_stamp import VocabularyStamp

__all__ = [
    "Contributor",
    "ContributorLink",
    "ContributorName",
    "FormerSlug",
    "Operation",
    "Section",
    "Tag",
    "TagIdentifier",
    "TagName",
    "VocabularyStamp",
]
