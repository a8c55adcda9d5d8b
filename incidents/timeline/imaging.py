"""Images made anew from what somebody sent: upright, with pixels and nothing else, and a small copy. Pure.

What is sent may be hostile. Only four decoders run, the header is read before any pixel is, and one image
is decoded at a time in a process, so that several at once cannot use up its memory.
"""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

#: How a file of each format begins. Whatever begins so is taken for an image, whatever it is called.
BEGINNINGS = {
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "WEBP": (b"RIFF",),
}
#: Format → what it is written as: a PNG stays sharp, a photograph stays small, a GIF has too few colours.
WRITTEN = {"PNG": "PNG", "GIF": "PNG", "JPEG": "JPEG", "WEBP": "WEBP"}
CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
QUALITY = {"PNG": {}, "JPEG": {"quality": 90, "optimize": True}, "WEBP": {"quality": 92, "method": 4}}
#: The box that a small copy fits into; pages show it at half of that, sharp on dense screens.
SMALL = (480, 320)
#: No side may be longer, however few pixels that makes: browsers give up where memory does not.
LONGEST_SIDE = 30_000
PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")

_one_at_a_time = threading.Lock()


class Unreadable(Exception):
    """An image that is not taken. The message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Still:
    """An image as it was made anew."""

    data: bytes
    small: bytes
    content_type: str
    ending: str
    width: int
    height: int


def is_image(beginning: bytes) -> bool:
    """Whether a file that begins so is one of the formats that are taken as images."""
    if beginning.startswith(b"RIFF"):
        return beginning[8:12] == b"WEBP"
    return any(beginning.startswith(mark) for marks in BEGINNINGS.values() for mark in marks)


def small_size(width: int, height: int) -> tuple[int, int]:
    """The size at which a page shows the small copy, in CSS pixels: it is known before the image comes."""
    scale = min(1.0, SMALL[0] / 2 / width, SMALL[1] / 2 / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def make_anew(data: bytes, *, most_pixels: int) -> Still:
    """Decode and write again. Raises Unreadable with a sentence."""
    with _one_at_a_time, warnings.catch_warnings():
        # Pillow only warns of what is a little too large; our own limit says no.
        warnings.simplefilter("ignore")
        try:
            return _still(_decoded(data, most_pixels))
        except Unreadable:
            raise
        except Image.DecompressionBombError as error:
            raise Unreadable(_too_large(most_pixels)) from error
        except Exception as error:
            # A broken file makes a decoder fail in any of a dozen ways; each of them means the same.
            raise Unreadable("The image is damaged or incomplete, and cannot be read.") from error


def _decoded(data: bytes, most_pixels: int) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=list(BEGINNINGS))
    width, height = image.size
    # Before a pixel is decoded: a header of a few bytes may promise gigabytes.
    if width * height > most_pixels or max(width, height) > LONGEST_SIDE:
        raise Unreadable(_too_large(most_pixels))
    if getattr(image, "is_animated", False):
        raise Unreadable("A moving image is not taken. Send one still of it, or link to the recording.")
    image.load()
    return image


def _too_large(most_pixels: int) -> str:
    return f"The image has more than {most_pixels / 1_000_000:g} million pixels. Make it smaller, or crop it."


def _still(image: Image.Image) -> Still:
    written = WRITTEN[str(image.format)]
    upright = _plain(ImageOps.exif_transpose(image), written)
    small = upright if upright.mode in ("L", "LA", "RGB", "RGBA") else _full(upright)
    small = small.copy()
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    return Still(
        data=_written(upright, written),
        small=_written(small, written),
        content_type=CONTENT_TYPES[written],
        ending=ENDINGS[written],
        width=upright.width,
        height=upright.height,
    )


def _plain(image: Image.Image, written: str) -> Image.Image:
    """The pixels without what came along with them: place, camera, profile, comments."""
    if image.mode.startswith("I"):
        # Sixteen bits a pixel, as plots may have: the upper eight are what a screen shows.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in PLAIN_MODES or (written != "PNG" and image.mode in ("1", "LA", "P")):
        image = _full(image)
    if written == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return image


def _full(image: Image.Image) -> Image.Image:
    clear = image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _written(image: Image.Image, written: str) -> bytes:
    out = io.BytesIO()
    image.save(out, written, **QUALITY[written])
    return out.getvalue()
