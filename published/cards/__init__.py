"""The picture that sharing sites show of a story: 1200 × 630, drawn from headline, section, picture and name.

Drawn once for what it says, when it is first asked for, and kept in the storage of pictures. See
docs/decisions/045-card-pictures.md.
"""

from published.cards.drawing import HEIGHT, WIDTH, Card, draw
from published.cards.keeping import card_address, card_of, kept_card

__all__ = ["HEIGHT", "WIDTH", "Card", "card_address", "card_of", "draw", "kept_card"]
