"""The colours keep their contrast in light and in dark (WCAG 2.2): 4.5 for text, 3 for shapes and fields."""

import math
import re

import pytest

from postmortems import assets

TOKEN = re.compile(r"--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)")
GROUNDS = ("paper", "surface", "sunken", "hover")
TEXTS = ("ink", "ink-2", "ink-3", "link", "good", "warn", "bad", "busy", "sev1", "sev2", "sev3", "sev4")
SHAPES = ("edge", "focus", "ph1-edge", "ph2-edge", "ph3-edge", "sev1-dot", "sev2-dot", "sev3-dot", "sev4-dot")
PAIRS = [
    ("on-solid", "solid"),
    ("good", "good-wash"),
    ("warn", "warn-wash"),
    ("sev2", "warn-wash"),
    ("sev3", "warn-wash"),
    ("bad", "bad-wash"),
    ("busy", "busy-wash"),
    ("sev4", "busy-wash"),
    ("ink-3", "select"),
    *(("ink", ground) for ground in ("ph1", "ph2", "ph3", "mark", "add", "del", "select", "warn-wash")),
    *(("ink-2", ground) for ground in ("good-wash", "warn-wash", "bad-wash", "busy-wash")),
]


def colours():
    text = (assets.STATIC / "css" / "tokens.css").read_text()
    return {name: (triple(light), triple(dark)) for name, light, dark in TOKEN.findall(text)}


def triple(text):
    return tuple(float(number) for number in text.split())


def luminance(oklch):
    """Relative luminance of an OKLCH colour, brought into sRGB as browsers do for small excesses."""
    lightness, chroma, hue = oklch
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_read_on_every_ground(ground, scheme):
    known = colours()
    for text in TEXTS:
        assert contrast(known[text][scheme], known[ground][scheme]) >= 4.5, (text, ground)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_shapes_and_fields_stand_out(scheme):
    known = colours()
    for shape in SHAPES:
        for ground in ("paper", "surface"):
            assert contrast(known[shape][scheme], known[ground][scheme]) >= 3, (shape, ground)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_read_on_its_wash(text, ground, scheme):
    known = colours()
    assert contrast(known[text][scheme], known[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("peer", ["peer1", "peer2", "peer3"])
def test_initials_are_read_on_a_colleagues_colour(peer, scheme):
    assert contrast((1, 0, 0), colours()[peer][scheme]) >= 4.5
