"""Every address of the product, in one table: a new one, and one that goes, is seen when the change is read.

After a change on purpose: `python -m tests.front_door.test_urls` writes the table anew.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, get_resolver

TABLE = Path(__file__).with_name("urls.txt")


def lines(patterns, path: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """One line an address: the path, its name, and whether it is open to strangers."""
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            stranger = "" if getattr(pattern.callback, "login_required", True) else "  (open)"
            yield f"/{here}  {':'.join([*namespaces, pattern.name or '-'])}{stranger}"
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from lines(pattern.url_patterns, here, inner)


def table() -> str:
    return "\n".join(sorted(lines(get_resolver("postmortems.urls").url_patterns))) + "\n"


def test_every_address_stands_in_the_table():
    assert table() == TABLE.read_text()


def test_every_address_has_a_name_of_its_own():
    names = [line.split("  ")[1] for line in table().splitlines()]
    assert len(names) == len(set(names)) and not any(name.endswith("-") for name in names)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    TABLE.write_text(table())
