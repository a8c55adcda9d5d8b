"""The templates that come with the product. Pure data; a migration puts them into a new database."""

from __future__ import annotations

from typing import NamedTuple

from .models.shape import Kind, Part


class Shipped(NamedTuple):
    """One template as it is delivered."""

    slug: str
    name: str
    description: str
    parts: tuple[Part, ...]


_TIMELINE = (
    "The entries below are the incident's own; correct them there and they change here. Add a sentence only"
    " where the rows alone do not tell why things took as long as they did."
)
_ACTIONS = (
    "Say what will make the next incident rarer, shorter or milder. A good item begins with a verb, can be"
    " finished, and has one owner and a date. Prefer changing the system over asking people to take care."
)

CLASSIC = Shipped(
    slug="classic",
    name="Classic",
    description="Issue summary, timeline, root cause and resolution, measures. Right for most incidents.",
    parts=(
        Part(
            key="summary",
            heading="Issue summary",
            required=True,
            guidance=(
                "Three short parts that somebody who was not there understands.\n\n"
                "**Duration:** from when to when, with the time zone.\n\n"
                "**Impact:** who noticed what, and how many they were. Numbers where you have them.\n\n"
                "**Root cause:** one or two sentences; the details come further down."
            ),
            placeholder="Duration: …\nImpact: …\nRoot cause: …",
        ),
        Part(key="timeline", heading="Timeline", kind=Kind.TIMELINE.value, required=True, guidance=_TIMELINE),
        Part(
            key="root_cause",
            heading="Root cause and resolution",
            required=True,
            guidance=(
                "Which conditions had to meet for this to happen, and which of them still hold? Ask one step"
                " further than feels needed, and name conditions instead of people. Then say what ended it,"
                " and how you know that it did."
            ),
            placeholder="What made this possible, and what ended it?",
        ),
        Part(
            key="actions",
            heading="Corrective and preventative measures",
            kind=Kind.ACTIONS.value,
            required=True,
            guidance=_ACTIONS,
        ),
        Part(
            key="conclusion",
            heading="Conclusion",
            guidance=(
                "What do you know now that you did not know before? Write down what went well too, so that it"
                " is done again."
            ),
            placeholder="What should a reader take away?",
        ),
        Part(
            key="references",
            heading="Reference",
            guidance="Dashboards, tickets, changes, chats: whatever somebody would want to look at again.",
            placeholder="Links to dashboards, tickets and changes.",
        ),
    ),
)

DETAILED = Shipped(
    slug="detailed",
    name="Detailed",
    description="In the manner of the SRE book: trigger, detection and lessons have sections of their own.",
    parts=(
        Part(
            key="summary",
            heading="Summary",
            required=True,
            guidance="Two or three sentences: what broke, for whom, for how long, and why.",
            placeholder="In a few sentences, for somebody who was not there.",
        ),
        Part(
            key="impact",
            heading="Impact",
            required=True,
            guidance=(
                "What could people not do, how many were they, and for how long? Count requests, orders or"
                " money where you can, and say how you counted."
            ),
            placeholder="Who was affected, and how do you know?",
        ),
        Part(
            key="root_cause",
            heading="Root causes",
            required=True,
            guidance=(
                "Follow each answer one step further than feels needed. What had to be true for this to"
                " happen, and which of those conditions are still true? There is seldom only one."
            ),
            placeholder="Which conditions had to meet?",
        ),
        Part(
            key="trigger",
            heading="Trigger",
            guidance="What set it off at this moment and not a week earlier: a change, a load, a date?",
            placeholder="What set it off?",
        ),
        Part(
            key="detection",
            heading="Detection",
            required=True,
            guidance=(
                "How did you find out, and how long did it take? If a customer told you first, what would"
                " have told you sooner?"
            ),
            placeholder="How did we find out, and what would have told us sooner?",
        ),
        Part(
            key="resolution",
            heading="Resolution",
            required=True,
            guidance="What stopped the harm, what repaired the system, and what was tried without effect?",
            placeholder="What ended it?",
        ),
        Part(
            key="actions", heading="Action items", kind=Kind.ACTIONS.value, required=True, guidance=_ACTIONS
        ),
        Part(
            key="lessons",
            heading="Lessons learned",
            required=True,
            guidance=(
                "Three lists. *What went well* is worth keeping. *What went badly* is about systems, tools"
                " and agreements. *Where we were lucky* names what will not save you the next time."
            ),
            placeholder="What went well, what went badly, and where were we lucky?",
        ),
        Part(key="timeline", heading="Timeline", kind=Kind.TIMELINE.value, required=True, guidance=_TIMELINE),
        Part(
            key="references",
            heading="Supporting information",
            guidance="Graphs, dashboards, tickets and changes that back what is said above.",
            placeholder="Links to dashboards, tickets and changes.",
        ),
    ),
)

SHIPPED = (CLASSIC, DETAILED)
