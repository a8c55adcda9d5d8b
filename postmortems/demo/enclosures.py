"""Images and files that stories show with their lines, made here from what stands in the story."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont

#: As wide as the small copy of an image, which then is as sharp.
WIDE, HIGH = 480, 225
LEFT, TOP, RIGHT, BOTTOM = 72, 58, 464, 196
PAPER, INK, QUIET, CURVE, LIMIT = "#fdfdfb", "#24262b", "#c9cbd0", "#2857a4", "#b3372c"


def content(told: Mapping[str, Any]) -> io.BytesIO:
    """The bytes: the text of a file, or the picture of a curve."""
    if "points" not in told:
        return io.BytesIO(told["text"].encode())
    drawn = io.BytesIO()
    picture(told["title"], told["points"], limit=told["limit"], unit=told["unit"]).save(drawn, "PNG")
    drawn.seek(0)
    return drawn


def picture(title: str, points: Sequence[float], *, limit: float, unit: str) -> Image.Image:
    """A curve as a monitoring tool draws it: from zero, with its limit as a dashed line."""
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=20)
    most = max(*points, limit) * 1.15

    def at(place: float, value: float) -> tuple[float, float]:
        return LEFT + place * (RIGHT - LEFT), BOTTOM - value / most * (BOTTOM - TOP)

    pen.text((12, 14), title, fill=INK, font=font)
    for value in (0.0, limit):
        pen.text((LEFT - 12, at(0, value)[1]), f"{value:.0f}{unit}", fill=INK, font=font, anchor="rm")
    pen.line([at(0, 0), at(1, 0)], fill=QUIET, width=2)
    for dash in range(0, 100, 2):
        pen.line([at(dash / 100, limit), at((dash + 1) / 100, limit)], fill=LIMIT, width=2)
    last = len(points) - 1
    pen.line([at(n / last, value) for n, value in enumerate(points)], fill=CURVE, width=3, joint="curve")
    return image
