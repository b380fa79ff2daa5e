"""Three sluice gates, one stuck above its sill."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas


def sluice_gate() -> Image.Image:
    c = Canvas("sluice-gate")
    c.gradient([(0, "#5b6a78"), (0.55, "#8f9a9c"), (1, "#c9c4b3")], (0, 0, 1600, 560))
    c.streaks(20, 420, ["#4c5a68", "#6f7c86", "#d8d0bc"], 16, 0.55)
    c.land(c.ridge(470, 60), [(0, "#6c7f78"), (1, "#8a9583")], 700)
    for _tree in range(22):
        x = c.random.choice((c.random.uniform(-20, 330), c.random.uniform(1270, 1620)))
        c.crowns(x, 500 + c.random.uniform(-26, 30), 60, 66, ("#3d5048", "#4f6353", "#68785c"), 12)
    c.gradient([(0, "#6f7f7c"), (1, "#39494b")], (0, 560, 1600, 1067))
    _gate_house(c)
    top, sill, low = 420, 800, 850
    for bay, left in enumerate((250, 640, 1030)):
        lifted = 96 if bay == 1 else 0
        c.gradient([(0, "#11191d"), (1, "#1f2c30")], (left, top, left + 320, low))
        c.gradient([(0, "#7f9089"), (1, "#4a5c5b")], (left, sill - lifted - 130, left + 320, low))
        bottom = sill - lifted
        c.gradient(
            [(0, "#6f4a3a"), (0.5, "#8d5b41"), (1, "#54382f")], (left, top - 60 - lifted, left + 320, bottom)
        )
        for beam in range(5):
            y = bottom - 24 - beam * 76
            c.rectangle(left, y, left + 320, y + 18, "#a97050")
            c.rectangle(left, y + 13, left + 320, y + 18, "#46302a")
        for rib in range(7):
            x = left + 16 + rib * 45
            c.rectangle(x, top - 60 - lifted, x + 9, bottom, "#46302a", 0.75)
        for _rust in range(30):
            x, y = left + c.random.uniform(0, 316), c.random.uniform(top - lifted, bottom - 60)
            c.rectangle(
                x, y, x + 3, y + c.random.uniform(14, 60), c.random.choice(("#c07a4a", "#3c2823")), 0.35
            )
        if lifted:
            c.gradient(
                [(0, "#20363a"), (0.5, "#7e9a96"), (1, "#e9efe6")], (left, bottom, left + 320, low + 20)
            )
            for _jet in range(90):
                x = left + c.random.uniform(4, 316)
                y = bottom + c.random.uniform(4, 40)
                c.line(
                    [(x, y), (x + c.random.uniform(-16, 16), y + c.random.uniform(40, 110))],
                    "#f4f6ee",
                    c.random.uniform(1, 3.4),
                    0.6,
                )
        else:
            c.gradient([(0, "#2b3a3d"), (1, "#4e605f")], (left, bottom, left + 320, low + 20))
    for left in (150, 570, 960, 1350):
        _pier(c, left, top - 190, low + 50)
    c.rectangle(120, top - 96, 1480, top - 62, "#3a4045")
    c.rectangle(120, top - 98, 1480, top - 90, "#7c858a")
    for post in range(120, 1481, 34):
        c.rectangle(post, top - 142, post + 3, top - 96, "#4b5358")
    c.rectangle(120, top - 146, 1480, top - 140, "#5d666b")
    c.mirrored(low + 20, 1067, "#3b4b4c", 0.35, ripple=9, squash=1.4)
    for spread, strength in ((300, 0.35), (210, 0.45), (130, 0.5)):
        c.soft(
            [[(650, low + 4), (950, low + 4), (830 + spread, 1067), (770 - spread, 1067)]],
            "#eef2ea",
            20,
            strength,
        )
    for _foam in range(460):
        t = c.random.random() ** 0.8
        x, y = 800 + c.random.gauss(0, 80 + 170 * t), low + 8 + t * 210
        c.ellipse(
            x,
            y,
            c.random.uniform(2, 14) * (0.5 + t),
            c.random.uniform(1, 3.4),
            "#ffffff",
            c.random.uniform(0.2, 0.7),
        )
    for _spray in range(150):
        c.ellipse(c.random.gauss(800, 110), low - abs(c.random.gauss(0, 34)) + 20, 1.6, 1.6, "#f4f6ee", 0.6)
    c.glints(low + 30, 1060, "#dfe4d6", 160, 0.4)
    return c.finished(vignette=0.28, warmth="#9b8f80")


def _pier(c: Canvas, left: float, top: float, foot: float) -> None:
    wide = 104
    c.gradient(
        [(0, "#a39a86"), (0.6, "#8b8374"), (1, "#595a54")], (left, top, left + wide, foot), sideways=True
    )
    for course in range(int((foot - top) / 34) + 1):
        y = top + course * 34
        c.rectangle(left, y, left + wide, y + 2, "#4d4c48", 0.7)
        joint = left + (30 if course % 2 else 70)
        c.rectangle(joint, y, joint + 2, min(y + 34, foot), "#4d4c48", 0.7)
        if c.random.random() < 0.5:
            c.rectangle(left + 4, y + 4, left + c.random.uniform(20, 60), y + 32, "#c4baa2", 0.25)
    c.gradient([(0, "#8b8374"), (1, "#3e4a3f")], (left, foot - 70, left + wide, foot), sideways=True)
    c.rectangle(left - 10, top - 14, left + wide + 10, top + 8, "#b9af98")
    c.rectangle(left - 10, top + 2, left + wide + 10, top + 10, "#5f5b53")
    for mark in range(6):
        y = foot - 46 - mark * 34
        c.rectangle(left + 78, y, left + 96, y + 5, "#f3eddc")
        if mark % 2:
            c.rectangle(left + 70, y, left + 96, y + 5, "#f3eddc")


def _gate_house(c: Canvas) -> None:
    c.gradient([(0, "#a2664c"), (1, "#7d4d3e")], (640, 150, 960, 330))
    for course in range(18):
        c.rectangle(640, 152 + course * 10, 960, 153 + course * 10, "#5c382e", 0.35)
    c.polygon([(612, 156), (680, 74), (920, 74), (988, 156)], "#454c55")
    c.polygon([(860, 156), (880, 74), (920, 74), (988, 156)], "#343a43")
    for x in (676, 746, 816, 886):
        c.rectangle(x - 4, 186, x + 42, 256, "#d8cdb8")
        c.rectangle(x, 190, x + 38, 252, "#ffd98e" if x == 816 else "#46555f")
        c.rectangle(x + 18, 190, x + 21, 252, "#d8cdb8")
    c.glow(835, 220, 120, 110, "#ffd98e", 0.5)
