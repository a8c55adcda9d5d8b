"""What is taken as evidence and what is not: images made anew, limits to the byte, hostile files and names."""

import io

import pytest
from PIL import Image

from incidents.timeline import imaging, intake
from incidents.timeline.intake import Limits, Unfit, take, tidy_name
from tests.incidents.timeline import sent

LIMITS = Limits(file_bytes=100_000, pixels=4_000_000, endings=(".txt", ".log", ".zip"))


def taken(data, name="graph.png", limits=LIMITS):
    return take(io.BytesIO(data), name=name, limits=limits)


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "name", "content_type"),
    [
        ("PNG", "graph.png", "image/png"),
        ("JPEG", "graph.jpg", "image/jpeg"),
        ("WEBP", "graph.webp", "image/webp"),
        ("GIF", "graph.png", "image/png"),
    ],
)
def test_an_image_is_made_anew(kind, name, content_type):
    found = taken(sent.image(kind, (960, 400)), "graph.anything")
    assert (found.name, found.content_type) == (name, content_type)
    assert opened(found.data).size == (found.width, found.height) == (960, 400)
    assert opened(found.small).size == (480, 200)
    assert imaging.small_size(960, 400) == (240, 100)


def test_a_screenshot_stays_sharp_to_the_pixel():
    before = Image.effect_noise((80, 60), 90).convert("RGB")
    out = io.BytesIO()
    before.save(out, "PNG")
    assert opened(taken(out.getvalue()).data).tobytes() == before.tobytes()


@pytest.mark.parametrize(
    ("mode", "colour"), [("1", 1), ("L", 9), ("LA", (9, 9)), ("P", 3), ("RGBA", (1, 2, 3, 4)), ("I;16", 512)]
)
def test_every_sort_of_pixel_is_taken(mode, colour):
    found = taken(sent.image(mode=mode, colour=colour))
    assert opened(found.data).size == opened(found.small).size == (64, 40)


def test_a_photograph_in_print_colours_is_taken():
    assert opened(taken(sent.image("JPEG", mode="CMYK", colour=(0, 9, 9, 0))).data).mode == "RGB"


def test_it_is_upright_and_does_not_say_where_it_was_taken():
    data = sent.turned_jpeg()
    found = taken(data)
    assert sent.CANARY.encode() in data
    assert sent.CANARY.encode() not in found.data + found.small
    assert (found.width, found.height) == (40, 64)
    assert not opened(found.data).getexif()


def test_what_is_also_a_page_is_only_an_image_afterwards():
    data = sent.chatty_png()
    found = taken(data, "page.html")
    assert data.count(sent.CANARY.encode()) == 2
    assert sent.CANARY.encode() not in found.data + found.small
    assert found.name == "page.png"


@pytest.mark.parametrize(("pixels", "fits"), [(1999, True), (2000, True), (2001, False)])
def test_pixels_are_counted_to_the_last(pixels, fits):
    limits = Limits(100_000, 2000, ())
    data = sent.image(size=(pixels, 1))
    if fits:
        assert taken(data, limits=limits).width == pixels
    else:
        with pytest.raises(Unfit, match=r"more than 0\.002 million pixels"):
            taken(data, limits=limits)


@pytest.mark.parametrize(("size", "fits"), [(999, True), (1000, True), (1001, False)])
def test_bytes_are_counted_to_the_last(size, fits):
    limits = Limits(1000, 100, (".log",))
    if fits:
        assert len(taken(b"x" * size, "a.log", limits).data) == size
    else:
        with pytest.raises(Unfit, match=r"“a\.log” is larger than 0\.0009537 MB"):
            taken(b"x" * size, "a.log", limits)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sent.png_header(50_000, 50_000), "million pixels"),
        (sent.png_header(1, 1_900_000), "million pixels"),
        (sent.png_header(10, 10), "damaged or incomplete"),
        (sent.image("JPEG", (300, 300))[:-200], "damaged or incomplete"),
        (sent.image()[:20], "damaged or incomplete"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged or incomplete"),
        (sent.moving_gif(10_000), "A moving image is not taken"),
        (sent.moving_gif(2), "A moving image is not taken"),
    ],
)
def test_a_hostile_or_broken_image_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Unfit, match=sentence):
        taken(data, limits=Limits(1_000_000, 4_000_000, ()))


def test_control_a_gif_that_stands_still_is_taken():
    assert taken(sent.moving_gif(1)).content_type == "image/png"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "logo.svg",
            "a sort that is not taken. Taken are images",
        ),
        (b"<html>", "page.html", "a sort that is not taken"),
        (b"MZ", "setup.exe", "a sort that is not taken"),
        (b"words", "no-ending", "a sort that is not taken"),
        (b"<svg/>", "logo.png", "none that can be read here"),
        (b"RIFF    WAVE", "sound.webp", "none that can be read here"),
        (b"", "a.log", "is empty"),
    ],
)
def test_what_is_not_taken_is_named(data, name, sentence):
    with pytest.raises(Unfit, match=sentence):
        taken(data, name)


def test_a_file_is_kept_as_it_is():
    found = taken(b"PK\x03\x04<script>", "Logs.ZIP")
    assert (found.data, found.name, found.content_type) == (
        b"PK\x03\x04<script>",
        "Logs.ZIP",
        "application/zip",
    )
    assert found.width is None and found.small == b""


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\a.log", "a.log"),
        ("a\0b\r\n.log", "ab.log"),
        ("gol.\u202egnp.exe", "gol.gnp.exe"),
        ("\ud800half.txt", "half.txt"),
        ("  many   blanks .txt ", "many blanks.txt"),
        ("...", "file"),
        ("", "file"),
        (".txt", "txt"),
        ("x" * 300 + ".log", "x" * 116 + ".log"),
        ("日志.log", "日志.log"),
    ],
)
def test_a_name_is_made_tidy(name, tidy):
    assert tidy_name(name) == tidy
    assert len(tidy_name(name)) <= intake.LONGEST_NAME
