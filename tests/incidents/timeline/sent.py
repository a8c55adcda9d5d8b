"""Files as people send them, kind ones and hostile ones. All made here, of the smallest size that does."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from incidents.timeline.models import Attachment
from tests.cast import NOW

CANARY = "zqplaceofthecamera"


def image(kind="PNG", size=(64, 40), colour=(200, 30, 30), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def chatty_png() -> bytes:
    """With a comment, and a page of HTML behind its end."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", CANARY)
    return image(pnginfo=said) + f"<html><script>alert('{CANARY}')</script></html>".encode()


def turned_jpeg() -> bytes:
    """64 by 40 pixels, to be shown turned by a quarter; it says by which camera."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = CANARY
    return image("JPEG", exif=exif)


def png_header(width: int, height: int) -> bytes:
    """A picture that promises to be so large, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def moving_gif(frames: int) -> bytes:
    """A GIF of one pixel; its frames differ, or the encoder would join them."""
    begin = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    frame = b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return begin + frame * frames + b"\x3b"


def upload(data: bytes = b"12:00 it fell\n", name: str = "app.log") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def take(incident, by, data=b"12:00 it fell\n", name="app.log", when=NOW) -> Attachment:
    """What `by` has sent for an entry of the incident."""
    return Attachment.take(incident, io.BytesIO(data), name=name, by=by, at=when)


def held(attachment) -> bool:
    """Whether its bytes are still there."""
    return storages["evidence"].exists(attachment.stored)
