"""The joined stylesheet and script: small, whole, kept for ever under the hash of what they hold."""

import gzip
import re

from django.test import RequestFactory

from postmortems import assets


def test_the_stylesheet_is_small_enough_for_a_first_visit():
    assert len(assets.joined("css").small) < 19_000
    assert len(assets.joined("js").small) < 8_000


def test_squeezing_keeps_every_rule_and_string():
    whole = "".join(file.read_text() for file in sorted((assets.STATIC / "css").rglob("*.css")))
    plain = re.sub(r"/\*.*?\*/", "", whole, flags=re.S)
    small = assets.squeezed(plain)
    assert small.count("{") == plain.count("{") == plain.count("}") == small.count("}")
    assert re.findall(r'"[^"]*"', small) == re.findall(r'"[^"]*"', plain)


def test_every_rule_stands_in_a_layer():
    for file in (assets.STATIC / "css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
        assert re.match(r"\s*@(layer|media print)", text), file.name
        layer = "components" if file.parent.name == "components" else file.stem
        assert f"@layer {layer}" in text, file.name


def test_colours_are_named_in_the_tokens_only():
    for file in (assets.STATIC / "css").rglob("*.css"):
        if file.name == "tokens.css":
            continue
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", text), file.name


def test_an_address_holds_the_hash_and_is_kept_for_ever():
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    file = assets.joined("css")
    response = assets.asset(request, file.digest, "css")
    assert gzip.decompress(response.content) == file.plain
    assert "immutable" in response["Cache-Control"]
    assert response["Vary"] == "Accept-Encoding"
    old = assets.asset(RequestFactory().get("/"), "0" * 12, "css")
    assert old["Cache-Control"] == "no-cache"
    assert old.content == file.plain


def test_scripts_import_nothing_so_that_they_can_be_joined():
    for file in (assets.STATIC / "js" / "app").glob("*.js"):
        assert not re.search(r"^(import|export)\b", file.read_text(), flags=re.M), file.name


def test_a_class_is_described_in_one_file():
    owners = {}
    for file in sorted((assets.STATIC / "css" / "components").glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
        for name in re.findall(r"(?:^|[{};])\s*(\.[\w-]+)\s*(?=\{)", text):
            owners.setdefault(name, set()).add(file.name)
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}
