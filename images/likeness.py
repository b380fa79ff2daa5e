"""Know a picture again that was saved anew: smaller, recompressed, in another format. Pure.

The difference hash (dHash, N. Krawetz, “Kind of Like That”, 2013, https://www.hackerfactor.com/blog/):
nine by eight grey cells, and a bit for each neighbour to the right that is brighter. It survives what photo
desks do to a file, not a crop or a mirror.
"""

from collections.abc import Iterable

from PIL import Image as Pillow

ACROSS, DOWN = 9, 8
# Of 64 bits; pictures of one scene taken seconds apart differ by more.
MOST_BITS = 5
# A picture with fewer edges than this, such as an even sky, looks like every other of its kind.
FEWEST_EDGES = 6


def difference_hash(picture: Pillow.Image) -> str:
    """Return sixteen hex digits that change little when the picture does; "" when it shows too little."""
    if picture.mode == "RGBA":
        ground = Pillow.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    cells = picture.convert("L").resize((ACROSS, DOWN), Pillow.Resampling.BOX).tobytes()
    bits = 0
    for place in range(ACROSS * DOWN):
        if place % ACROSS < ACROSS - 1:
            bits = bits << 1 | (cells[place] < cells[place + 1])
    edges = bits.bit_count()
    return f"{bits:016x}" if FEWEST_EDGES <= edges <= 64 - FEWEST_EDGES else ""


def alike(likeness: str, others: Iterable[tuple[int, str]]) -> list[int]:
    """Return the numbers of those `others` (number, likeness) that look the same, most alike first."""
    if not likeness:
        return []
    bits = int(likeness, 16)
    found = [((bits ^ int(other, 16)).bit_count(), number) for number, other in others if other]
    return [number for distance, number in sorted(found) if distance <= MOST_BITS]
