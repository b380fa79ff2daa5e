"""The picture library: originals with what is known about them, and the renditions readers are shown."""

from images.models.image import PART, Image
from images.models.rendition import Rendition

__all__ = ["PART", "Image", "Rendition"]
