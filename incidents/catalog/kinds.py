"""The ten kinds of timeline entry that every installation begins with. Plain data.

Each is also a *shape*, how a kind is drawn, and a *role*, what a kind counts as where the product itself
asks: was it a detection, a mitigation? Kinds that administrators add borrow a shape and a role from these.
"""

#: slug, name, meaning, what its drawing looks like
SHIPPED_KINDS = [
    ("detection", "Detection", "Somebody or something noticed that it was wrong.", "Filled diamond"),
    ("diagnosis", "Diagnosis", "People learned something about what was going on.", "Ring with a dot"),
    ("decision", "Decision", "A choice was made, for reasons of that moment.", "Open diamond"),
    ("action", "Action", "Something was done or changed.", "Dot"),
    ("mitigation", "Mitigation", "Something was done that made it hurt less.", "Square"),
    ("escalation", "Escalation", "More people, or other people, were called in.", "Triangle"),
    ("dead_end", "Dead end", "Something was tried that did not help.", "Cross"),
    ("recovery", "Recovery", "Things worked again, in part or whole.", "Large disc"),
    ("communication", "Communication", "People outside the response were told something.", "Speech bubble"),
    ("other", "Other", "Anything that is none of these.", "Small ring"),
]
SLUGS = [slug for slug, _, _, _ in SHIPPED_KINDS]
