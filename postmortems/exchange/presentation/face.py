"""How a script that has rows already is spared them. Pure.

A face is a few characters that follow from everything that a row shows. The script sends back the faces that its
page has; a row whose face is among them is answered as an empty place, and the script puts the row there that it has.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Any

#: A row that is one of 300 is taken for another one once in a trillion times.
LENGTH = 6


def face_of(row: Any) -> str:
    """`row` is plain data, whose `repr` therefore says all that it holds."""
    return urlsafe_b64encode(blake2b(repr(row).encode(), digest_size=LENGTH).digest()).decode()
