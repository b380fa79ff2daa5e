"""Tools to paint flat, layered illustrations with Pillow alone, in pixels of the finished picture."""

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from exchange.demo.drawing.marks import Point, Stops, at, mixed, rgba

FINE = 2  # painted at twice the size, for smooth edges


class Canvas:
    """A picture being painted; `random` is the same each time a picture of this name is painted."""

    def __init__(self, name: str, width: int = 1600, height: int = 1067) -> None:
        self.width, self.height = width, height
        self.random = random.Random(name)  # noqa: S311 (paint, not secrets)
        self.image = Image.new("RGB", (width * FINE, height * FINE))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    # Shapes

    def polygon(self, points: Iterable[Point], colour: str, opacity: float = 1.0) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], rgba(colour, opacity))

    def rectangle(
        self,
        x: float,
        y: float,
        right: float,
        bottom: float,
        colour: str,
        opacity: float = 1.0,
        radius: float = 0,
    ) -> None:
        box = tuple(round(side * FINE) for side in (x, y, right, bottom))
        if box[2] > box[0] and box[3] > box[1]:
            box = (box[0], box[1], box[2] - 1, box[3] - 1)
            if radius:
                self.draw.rounded_rectangle(box, radius * FINE, rgba(colour, opacity))
            else:
                self.draw.rectangle(box, rgba(colour, opacity))

    def ellipse(
        self, x: float, y: float, across: float, down: float, colour: str, opacity: float = 1.0
    ) -> None:
        """Around a centre, with two radii."""
        box = [(x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE]
        self.draw.ellipse(box, rgba(colour, opacity))

    def line(self, points: Iterable[Point], colour: str, width: float = 1, opacity: float = 1.0) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, rgba(colour, opacity), max(1, round(width * FINE)), joint="curve")

    # Light and air

    def gradient(
        self, stops: Stops, box: tuple[float, float, float, float] | None = None, *, sideways: bool = False
    ) -> None:
        """Fill a box, or everything, from above to below (or from left to right)."""
        x, y, right, bottom = box or (0, 0, self.width, self.height)
        size = (round((right - x) * FINE), round((bottom - y) * FINE))
        if min(size) > 0:
            self.image.paste(_blend(stops, size, sideways), (round(x * FINE), round(y * FINE)))

    def shaded(
        self, points: Sequence[Point], stops: Stops, *, sideways: bool = False, opacity: float = 1.0
    ) -> None:
        """A polygon filled with a gradient over its own height (or width)."""
        left, top = min(x for x, _y in points), min(y for _x, y in points)
        right, bottom = max(x for x, _y in points), max(y for _x, y in points)
        size = (math.ceil((right - left) * FINE) or 1, math.ceil((bottom - top) * FINE) or 1)
        mask = Image.new("L", size)
        shifted = [((x - left) * FINE, (y - top) * FINE) for x, y in points]
        ImageDraw.Draw(mask).polygon(shifted, round(255 * opacity))
        self.image.paste(_blend(stops, size, sideways), (round(left * FINE), round(top * FINE)), mask)

    def glow(
        self, x: float, y: float, across: float, down: float, colour: str, strength: float = 1.0
    ) -> None:
        """Light that falls off from a centre; adds, as light does."""
        box = (round((x - across) * FINE), round((y - down) * FINE))
        size = (round(2 * across * FINE), round(2 * down * FINE))
        self._lit(box, size, Image.radial_gradient("L").point(_falloff(strength)), colour)

    def _lit(self, corner: tuple[int, int], size: tuple[int, int], falloff: Image.Image, colour: str) -> None:
        area = (
            max(corner[0], 0),
            max(corner[1], 0),
            min(corner[0] + size[0], self.image.width),
            min(corner[1] + size[1], self.image.height),
        )
        if area[0] >= area[2] or area[1] >= area[3]:
            return
        source = (
            (area[0] - corner[0]) * falloff.width / size[0],
            (area[1] - corner[1]) * falloff.height / size[1],
            (area[2] - corner[0]) * falloff.width / size[0],
            (area[3] - corner[1]) * falloff.height / size[1],
        )
        mask = falloff.resize((area[2] - area[0], area[3] - area[1]), Image.Resampling.BILINEAR, box=source)
        ground = self.image.crop(area)
        flat = Image.new("RGB", ground.size, ImageColor.getrgb(colour)[:3])
        self.image.paste(ImageChops.screen(ground, flat), area[:2], mask)

    def soft(
        self,
        shapes: Iterable[Sequence[Point]],
        colour: str,
        blur: float,
        opacity: float = 1.0,
        *,
        light: bool = False,
    ) -> None:
        """Polygons with soft edges: shadows, clouds, beams. `light` adds instead of covering."""
        shapes, coarse, reach = list(shapes), 4, blur * 3
        xs, ys = [x for points in shapes for x, _y in points], [y for points in shapes for _x, y in points]
        left, top = max(0, round(min(xs) - reach)), max(0, round(min(ys) - reach))
        right, bottom = min(self.width, round(max(xs) + reach)), min(self.height, round(max(ys) + reach))
        if left >= right or top >= bottom:
            return
        mask = Image.new("L", ((right - left) // coarse + 1, (bottom - top) // coarse + 1))
        draw = ImageDraw.Draw(mask)
        for points in shapes:
            draw.polygon([((x - left) / coarse, (y - top) / coarse) for x, y in points], round(255 * opacity))
        mask = mask.filter(ImageFilter.GaussianBlur(blur / coarse))
        self._tinted((left * FINE, top * FINE, right * FINE, bottom * FINE), mask, colour, light)

    def tint(self, mask: Image.Image, colour: str, opacity: float = 1.0, *, light: bool = False) -> None:
        """Cover or light everything with one colour, as much as a mask of any size says."""
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        self._tinted((0, 0, *self.image.size), mask, colour, light)

    def _tinted(self, area: tuple[int, int, int, int], mask: Image.Image, colour: str, light: bool) -> None:
        mask = mask.resize((area[2] - area[0], area[3] - area[1]), Image.Resampling.BILINEAR)
        flat = Image.new("RGB", mask.size, ImageColor.getrgb(colour)[:3])
        self.image.paste(ImageChops.screen(self.image.crop(area), flat) if light else flat, area[:2], mask)

    def mist(self, top: float, bottom: float, colour: str, above: float, below: float) -> None:
        """A veil across the picture, of one opacity above and another below."""
        first, last = round(max(top, 0) * FINE), round(min(bottom, self.height) * FINE)
        ramp = Image.linear_gradient("L").point(
            [round(255 * (above + (below - above) * v / 255)) for v in range(256)]
        )
        size = (self.image.width, last - first)
        flat = Image.new("RGB", size, ImageColor.getrgb(colour)[:3])
        self.image.paste(flat, (0, first), ramp.resize(size, Image.Resampling.BILINEAR))

    # Nature

    def ridge(
        self, y: float, swing: float, detail: int = 5, start: float = 0, end: float | None = None
    ) -> list[Point]:
        """The outline of hills or trees about a height, from left to right."""
        end = self.width if end is None else end
        waves = [
            (self.random.uniform(0.7, 1.3) * 2**n, self.random.uniform(0, math.tau), swing / 1.9**n)
            for n in range(detail)
        ]
        steps = 160
        return [
            (
                start + (end - start) * step / steps,
                y
                + sum(
                    size * math.sin(turns * step / steps * math.pi * 2 + phase)
                    for turns, phase, size in waves
                )
                / 2,
            )
            for step in range(steps + 1)
        ]

    def land(self, outline: Sequence[Point], stops: Stops, bottom: float | None = None) -> None:
        """Everything under an outline, in a gradient."""
        base = self.height if bottom is None else bottom
        self.shaded([*outline, (outline[-1][0], base), (outline[0][0], base)], stops)

    def cumulus(self, x: float, y: float, wide: float, lit: str, shade: str, opacity: float = 0.95) -> None:
        """A heap of cloud on a level base, lit from above."""
        high = wide * 0.34
        size = (round(wide), round(high * 1.5))
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for step in range(34):
            t = step / 33
            swell = math.sin(t * math.pi) ** 0.8
            radius = wide * (0.028 + 0.085 * swell * self.random.uniform(0.5, 1))
            cx = radius + t * (wide - 2 * radius)
            cy = high * 1.36 - radius * 0.5 - swell * high * self.random.uniform(0, 0.72)
            draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), round(255 * opacity))
        draw.rectangle((0, high * 1.3, wide, high * 1.5), 0)
        mask = mask.filter(ImageFilter.GaussianBlur(max(1.5, wide / 110)))
        fine = (size[0] * FINE, size[1] * FINE)
        corner = (round((x - wide / 2) * FINE), round((y - high * 1.3) * FINE))
        colours = _blend([(0, lit), (0.45, lit), (0.92, shade), (1, shade)], fine, False)
        self.image.paste(colours, corner, mask.resize(fine, Image.Resampling.BILINEAR))

    def streaks(
        self, top: float, bottom: float, colours: Sequence[str], count: int, opacity: float = 0.6
    ) -> None:
        """Long level clouds; the colours go from the upper ones to the lower."""
        for number in range(count):
            part = number / max(1, count - 1)
            y = top + (bottom - top) * part + self.random.uniform(-12, 12)
            x, long = (
                self.random.uniform(-0.15, 0.8) * self.width,
                self.random.uniform(0.22, 0.6) * self.width,
            )
            thick = self.random.uniform(5, 17)
            colour = colours[min(len(colours) - 1, int(part * len(colours)))]
            band = [(x, y), (x + long * 0.4, y - thick), (x + long, y - 2), (x + long * 0.6, y + thick)]
            self.soft([band], colour, 11, opacity)

    def boulder(self, x: float, y: float, radius: float, dark: str, lit: str) -> None:
        """A rock with lit upper faces and dark lower ones."""
        corners = 8
        rim = [
            (
                x + math.cos((n + 0.3) / corners * math.tau) * radius * self.random.uniform(0.8, 1.2),
                y + math.sin((n + 0.3) / corners * math.tau) * radius * self.random.uniform(0.6, 0.85),
            )
            for n in range(corners)
        ]
        heart = (x + radius * self.random.uniform(-0.1, 0.25), y - radius * self.random.uniform(0.05, 0.3))
        for one, two in zip(rim, [*rim[1:], rim[0]], strict=True):
            up = (y - (one[1] + two[1]) / 2) / radius + 0.35 * (x - (one[0] + two[0]) / 2) / radius
            self.polygon([heart, one, two], mixed(dark, lit, max(0.0, min(1.0, 0.35 + 0.7 * up))))

    def crowns(
        self, x: float, y: float, across: float, down: float, colours: Sequence[str], leaves: int = 40
    ) -> None:
        """The crown of a tree, darker blots first, lighter ones above and to the lit side."""
        for step, colour in enumerate(colours):
            part = step / max(1, len(colours) - 1)
            for _leaf in range(leaves):
                angle, far = self.random.uniform(0, math.tau), math.sqrt(self.random.random())
                self.ellipse(
                    x + math.cos(angle) * across * far * (1 - 0.35 * part) - across * 0.18 * part,
                    y + math.sin(angle) * down * far * (1 - 0.35 * part) - down * 0.25 * part,
                    across * self.random.uniform(0.12, 0.26) * (1 - 0.3 * part),
                    down * self.random.uniform(0.12, 0.24) * (1 - 0.3 * part),
                    colour,
                )

    def mirrored(
        self,
        waterline: float,
        bottom: float,
        tint: str,
        strength: float,
        ripple: float = 5,
        squash: float = 1.0,
    ) -> None:
        """Fill the water below a line with what stands above it, upside down, rippled and tinted."""
        line, depth = round(waterline * FINE), round((bottom - waterline) * FINE)
        reach = min(round(depth * squash), line)
        above = self.image.crop((0, line - reach, self.image.width, line))
        flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        self.image.paste(flipped.resize((self.image.width, depth), Image.Resampling.BILINEAR), (0, line))
        water = [(0, waterline), (self.width, waterline), (self.width, bottom), (0, bottom)]
        self.rippled(water, ripple)
        self.polygon(water, tint, strength)

    def rippled(self, water: Sequence[Point], ripple: float) -> None:
        """Shake what is painted inside a polygon to and fro, row by row, more towards the viewer."""
        top, bottom = (round(edge(y for _x, y in water) * FINE) for edge in (min, max))
        still = self.image.crop((0, top, self.image.width, bottom))
        moved, phase, row = still.copy(), self.random.uniform(0, 9), 0
        while row < still.height:
            near = row / still.height
            tall = max(2, round((1.5 + 7 * near) * FINE))
            swing = math.sin(row / (6 + 34 * near) + phase) + 0.7 * math.sin(
                row / (2.3 + 9 * near) + 2 * phase
            )
            strip = still.crop((0, row, still.width, min(row + tall, still.height)))
            moved.paste(ImageChops.offset(strip, round(swing * ripple * (0.25 + near) * FINE), 0), (0, row))
            row += tall
        mask = Image.new("L", still.size)
        ImageDraw.Draw(mask).polygon([(x * FINE, y * FINE - top) for x, y in water], 255)
        self.image.paste(moved, (0, top), mask)

    def glints(
        self,
        top: float,
        bottom: float,
        colour: str,
        count: int,
        opacity: float = 0.5,
        left: float = 0,
        right: float | None = None,
    ) -> None:
        """Short level strokes on water, longer towards the viewer."""
        right = self.width if right is None else right
        for _glint in range(count):
            near = self.random.random() ** 1.3
            x, y = self.random.uniform(left, right), top + (bottom - top) * near
            half = self.random.uniform(4, 14) * (0.5 + 3 * near)
            self.ellipse(x, y, half, 0.5 + 1.4 * near, colour, opacity * self.random.uniform(0.3, 1))

    # The end

    def finished(self, *, vignette: float = 0.22, grain: float = 7, warmth: str | None = None) -> Image.Image:
        """The picture at its size, with canvas, grain and darker corners."""
        picture = self.image.reduce(FINE)
        size = picture.size
        if warmth:
            picture = Image.blend(
                picture,
                ImageChops.soft_light(picture, Image.new("RGB", size, ImageColor.getrgb(warmth)[:3])),
                0.5,
            )
        ring = Image.radial_gradient("L").point(
            [round(max(0, v - 110) / 145 * 255 * vignette) for v in range(256)]
        )
        corners = ring.resize(size, Image.Resampling.BILINEAR)
        picture.paste(Image.new("RGB", size, (8, 10, 24)), (0, 0), corners)
        canvas = Image.merge("RGB", [self._speckle(size, grain)] * 3)
        return ImageChops.add(picture, canvas, offset=-128)

    def _speckle(self, size: tuple[int, int], grain: float) -> Image.Image:
        """Grey around 128: coarse strokes as of a brush, and fine grain."""
        width, height = size
        strokes = Image.frombytes(
            "L", (width // 28, height // 2), self.random.randbytes((width // 28) * (height // 2))
        )
        strokes = strokes.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1.2))
        fine = Image.frombytes("L", size, self.random.randbytes(width * height)).filter(
            ImageFilter.GaussianBlur(0.7)
        )
        both = Image.blend(strokes, fine, 0.5)
        return both.point([_clamped(128 + (value - 128) * grain / 40) for value in range(256)])


def _blend(stops: Stops, size: tuple[int, int], sideways: bool) -> Image.Image:
    steps = 128
    strip = Image.new("RGB", (steps, 1) if sideways else (1, steps))
    strip.putdata([ImageColor.getrgb(at(stops, step / (steps - 1)))[:3] for step in range(steps)])
    return strip.resize(size, Image.Resampling.BILINEAR)


def _falloff(strength: float) -> list[int]:
    """Strongest in the middle, gone at the edge; Pillow's radial gradient counts 255 in the corners."""
    edge = 255 / math.sqrt(2)
    return [round(255 * strength * max(0.0, 1 - value / edge) ** 2) for value in range(256)]


def _clamped(value: float) -> int:
    return max(0, min(255, round(value)))
