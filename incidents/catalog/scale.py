"""The scale of severities that a new installation starts with; administrators change it in the app."""

#: name, order, colour, meaning, postmortem required, days until it is due
STARTING_SCALE = [
    ("SEV-1", 1, "sev1", "Most people cannot use what they came for, or data is lost.", True, 5),
    ("SEV-2", 2, "sev2", "An important part is down or slow for many people.", True, 10),
    ("SEV-3", 3, "sev3", "Some people are affected, or there is a way around it.", False, None),
    ("SEV-4", 4, "sev4", "Hardly anybody notices; worth writing down.", False, None),
]
