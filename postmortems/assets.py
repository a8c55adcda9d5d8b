"""The page's one stylesheet and one script: the small files of static/ joined, squeezed, compressed once.

No build step and no bundler: cascade layers make the order of the style files irrelevant, and each script
is a module that imports nothing, so joining is all there is to do. The address holds the content's hash,
so a browser keeps it for a year and a changed file is a new address.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

STATIC = Path(__file__).resolve().parent.parent / "static"
LAYERS = "@layer reset, tokens, base, layout, components, utilities, print;"
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Joined:
    """The bytes of one kind of file, plain and compressed, under a name made of their hash."""

    digest: str
    plain: bytes
    small: bytes

    @classmethod
    def of(cls, text: str) -> Joined:
        plain = text.encode()
        return cls(hashlib.sha256(plain).hexdigest()[:12], plain, gzip.compress(plain, 9, mtime=0))


def squeezed(css: str) -> str:
    """CSS without comments and needless blanks; strings hold none of the characters it touches."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(";}", "}").strip()


def joined_styles(folder: Path) -> str:
    return LAYERS + "".join(squeezed(file.read_text()) for file in sorted(folder.rglob("*.css")))


def joined_scripts(folder: Path) -> str:
    """Each file in a block of its own: modules are strict, so its names end with the block."""
    files = sorted(folder.glob("app/*.js"))
    return "\n".join("{\n" + file.read_text() + "}" for file in files) + "\n"


KINDS = {
    "css": ("text/css; charset=utf-8", lambda: joined_styles(STATIC / "css")),
    "js": ("text/javascript; charset=utf-8", lambda: joined_scripts(STATIC / "js")),
}
_kept: dict[str, tuple[float, Joined]] = {}


def joined(kind: str) -> Joined:
    """Made once a process; while developing, again whenever a file has changed."""
    stamp = max(file.stat().st_mtime for file in (STATIC / kind).rglob(f"*.{kind}")) if settings.DEBUG else 0
    if kind not in _kept or _kept[kind][0] != stamp:
        _kept[kind] = (stamp, Joined.of(KINDS[kind][1]()))
    return _kept[kind][1]


def address(kind: str) -> str:
    return reverse("asset-" + kind, args=[joined(kind).digest])


@login_not_required
def asset(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    """Public and the same for everyone. An old page's address gets today's file, kept by nobody."""
    file = joined(kind)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(file.small if packed else file.plain, content_type=KINDS[kind][0])
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOREVER if digest == file.digest else "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


urlpatterns = [
    path("assets/app.<slug:digest>.css", asset, {"kind": "css"}, name="asset-css"),
    path("assets/app.<slug:digest>.js", asset, {"kind": "js"}, name="asset-js"),
]
