"""The drawings of the interface as data: icons, state marks, severity bars. All on a 16 box, no styles."""

from __future__ import annotations

ICONS = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "check": '<path d="m3 8.5 3.2 3.2L13 4.8"/>',
    "x": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "chev": '<path d="m4 6 4 4 4-4"/>',
    "up": '<path d="m4 10 4-4 4 4"/>',
    "more": '<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2"/>',
    "menu": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
    "bell": '<path d="M3.5 11.5h9c-1-1-1-2-1-4a3.5 3.5 0 0 0-7 0c0 2 0 3-1 4zM6.7 13.8h2.6"/>',
    "clock": '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.8V8l2 1.6"/>',
    "comment": '<path d="M2.5 3h11v8H8l-3 2.7V11H2.5z"/>',
    "note": '<path d="M8 2.3 14.2 13H1.8zM8 6.3v3M8 11.2v.01"/>',
    "link": '<path d="M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.7.7'
    'M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.7-.7"/>',
    "edit": '<path d="m3 13 .7-3.1 6.9-6.9 2.4 2.4-6.9 6.9zM9.3 4.3l2.4 2.4"/>',
    "doc": '<path d="M3.5 2h5.7l3.3 3.3V14h-9zM6 7.5h4M6 10.5h4"/>',
    "tl": '<path d="M4 2v12M7 4h6.5M7 8h6.5M7 12h6.5M2.5 4h3M2.5 8h3M2.5 12h3"/>',
    "eye": '<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/>'
    '<circle cx="8" cy="8" r="1.8"/>',
    "lock": '<path d="M3.5 7h9v6.5h-9zM5.5 7V4.8a2.5 2.5 0 0 1 5 0V7"/>',
    "hist": '<path d="M2.6 5.2A6 6 0 1 1 2 8M2.2 2.4v2.9h2.9M8 5v3.2l2.2 1.3"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
    "down": '<path d="M8 2.5v7.8M4.7 7.3 8 10.6l3.3-3.3M3 13.5h10"/>',
    "arrow": '<path d="M2.5 8h11M9.3 3.8 13.5 8l-4.2 4.2"/>',
    "image": '<path d="M2 3h12v10H2zM2.4 11.5 6 8l2.4 2.2L10.6 8l3.2 3"/><circle cx="10.8" cy="5.6" r=".6"/>',
    "heading": '<path d="M4 3v10M12 3v10M4 8h8"/>',
    "bold": '<path d="M4.5 3h4.2a2.4 2.4 0 0 1 0 4.8H4.5zM4.5 7.8h4.9a2.6 2.6 0 0 1 0 5.2H4.5z"/>',
    "italic": '<path d="M6.5 3h5M4.5 13h5M9.3 3 6.7 13"/>',
    "list": '<path d="M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01"/>',
    "code": '<path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5"/>',
    "at": '<circle cx="8" cy="8" r="2.6"/><path d="M10.6 5.6v3.2c0 2.4 3.4 2.1 3.4-.8a6 6 0 1 0-2.3 4.7"/>',
    "quote": '<path d="M3 3v10M6.5 5H13M6.5 8H13M6.5 11h4"/>',
    "trash": '<path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4"/>',
    "undo": '<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3"/>',
    "person": '<circle cx="8" cy="5.3" r="2.8"/><path d="M2.8 13.5c.6-2.8 2.6-4 5.2-4s4.6 1.2 5.2 4"/>',
    "filter": '<path d="M2 4h12M4.5 8h7M6.5 12h3"/>',
    "move": '<path d="M8 2.5v11M5.5 5 8 2.5 10.5 5M5.5 11 8 13.5 10.5 11"/>',
}

RING = '<circle cx="8" cy="8" r="6"/>'
FULL = '<circle class="icon-solid" cx="8" cy="8" r="6.75"/>'
MARKS = {
    "dashed": '<circle cx="8" cy="8" r="6" stroke-dasharray="2.35 2.36"/>',
    "ring": RING,
    "dot": RING + '<circle class="icon-solid" cx="8" cy="8" r="3"/>',
    "half": RING + '<path class="icon-solid" d="M8 3.5a4.5 4.5 0 0 1 0 9z"/>',
    "check": RING + '<path d="m5.3 8.2 1.9 1.9 3.5-3.9"/>',
    "full": FULL + '<path class="cut" d="m5.2 8.2 2 2 3.6-4"/>',
    "arrow": RING + '<path d="M5 8h6M8.8 5.8 11 8l-2.2 2.2"/>',
    "slash": RING + '<path d="m3.9 12.1 8.2-8.2"/>',
    "minus": RING + '<path d="M5 8h6"/>',
    "stale": ICONS["hist"],
    "note": ICONS["note"],
}

#: State → its mark, the role of its colour, its word. A state means the same wherever it stands.
STATES = {
    "open": ("dot", "bad", "Open"),
    "mitigated": ("half", "warn", "Mitigated"),
    "resolved": ("check", "good", "Resolved"),
    "closed": ("full", "", "Closed"),
    "draft": ("dashed", "", "Draft"),
    "in_review": ("half", "busy", "In review"),
    "published": ("full", "good", "Published"),
    "superseded": ("arrow", "", "Superseded"),
    "withdrawn": ("slash", "", "Withdrawn"),
    "not_required": ("minus", "", "Not required"),
    "proposed": ("dashed", "", "Proposed"),
    "accepted": ("ring", "", "Accepted"),
    "in_progress": ("half", "busy", "In progress"),
    "done": ("full", "good", "Done"),
    "declined": ("slash", "", "Declined"),
    "approved": ("full", "good", "Approved"),
    "stale": ("stale", "warn", "Approval is stale"),
    "asked": ("ring", "", "Asked"),
    "changes_requested": ("note", "warn", "Changes requested"),
    "thread_open": ("ring", "", "Open"),
    "thread_resolved": ("check", "good", "Resolved"),
    "drill": ("minus", "", "Drill"),
    "duplicate": ("arrow", "", "Duplicate"),
    "false_alarm": ("slash", "", "False alarm"),
    "firing": ("dot", "bad", "Firing"),
    "acknowledged": ("half", "busy", "Acknowledged"),
    "taken": ("check", "", "Taken in"),
    "unreadable": ("note", "bad", "Could not be read"),
    "too_large": ("note", "bad", "Too large"),
    "refused": ("slash", "bad", "Refused"),
    "failed": ("note", "warn", "Not finished"),
    "trial": ("ring", "", "A test"),
    "file_waiting": ("dashed", "", "Waiting"),
    "file_working": ("half", "busy", "Being read"),
    "file_created": ("full", "good", "Created"),
    "file_asked": ("ring", "warn", "Needs an answer"),
    "file_there": ("check", "", "Already there"),
    "file_failed": ("note", "bad", "Failed"),
    "file_cancelled": ("slash", "", "Cancelled"),
}

OFF = ' class="off"'
BARS = (("1", "8.5", "3.5"), ("4.5", "6", "6"), ("8", "3.5", "8.5"), ("11.5", "1", "11"))


def severity_bars(filled: int) -> str:
    """Four bars growing to the right; the first `filled` count, the rest stand back."""
    return "".join(
        f'<rect x="{x}" y="{y}" width="2.5" height="{height}"{"" if index < filled else OFF}/>'
        for index, (x, y, height) in enumerate(BARS)
    )


#: Glyphs of the kinds of entry, drawn round 0,0: they stand in the picture and on the rail.
GLYPHS = {
    "detection": '<path d="M0-6 6 0 0 6-6 0z"/>',
    "diagnosis": '<circle class="line" r="4.25"/><circle class="core" r="1.75"/>',
    "decision": '<path class="line" d="M0-5.25 5.25 0 0 5.25-5.25 0z"/>',
    "action": '<circle r="3.5"/>',
    "mitigation": '<path d="M-5-5H5V5H-5z"/>',
    "escalation": '<path d="M0-5.5 5.75 4.5H-5.75z"/>',
    "dead_end": '<path class="line" d="m-4-4 8 8M4-4l-8 8"/>',
    "recovery": '<circle r="5.5"/>',
    "communication": '<path class="line" d="M-5-4.5H5V2.5H0L-3 5.3V2.5H-5z"/>',
    "other": '<circle class="line" r="2.75"/>',
}
KIND_NAMES = {
    "detection": "Detection",
    "diagnosis": "Diagnosis",
    "decision": "Decision",
    "action": "Action",
    "mitigation": "Mitigation",
    "escalation": "Escalation",
    "dead_end": "Dead end",
    "recovery": "Recovery",
    "communication": "Communication",
    "other": "Other",
}
