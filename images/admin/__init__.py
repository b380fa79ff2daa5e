"""The picture desk: the library, uploading, describing several at once, replacing a file."""

from images.admin.library import ImageAdmin

__all__ = ["ImageAdmin"]
