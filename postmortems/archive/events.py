"""The events of this room in words: what was published and withdrawn."""

EVENTS = {
    "postmortem.published": "published version {version}",
    "postmortem.withdrawn": "withdrew the report",
    "postmortem.brought_in": "brought in version {version} of the report",
}
