"""The events of this room in words: severities, kinds of entry, services, tags."""

from .models import Kind, Ordered, Retirable, Service, Severity, Tag


def _of(noun: type) -> dict[str, str]:
    name = noun.__name__.lower()
    article = "the kind of entry" if noun is Kind else f"the {name}"
    said = {
        "added": f"added a {name}",
        "revised": f"changed a {name}",
        "removed": f"removed {article} {{name}}",
    }
    if issubclass(noun, Ordered):
        said["moved"] = f"moved a {name} in its order"
    if issubclass(noun, Retirable):
        said |= {"retired": f"retired {article} {{name}}", "offered": f"offered {article} {{name}} again"}
    return {f"{name}.{verb}": words for verb, words in said.items()}


EVENTS = {
    **{verb: words for noun in (Severity, Kind, Service, Tag) for verb, words in _of(noun).items()},
    "tag.merged": "merged the tag {name} into {into}",
}
