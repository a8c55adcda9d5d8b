"""People, the teams they work in, and what lets them in."""

from .doors import Invitation, LinkRefused, SignInLink
from .person import PersonRefused, User
from .team import Membership, Team, TeamRefused

__all__ = [
    "Invitation",
    "LinkRefused",
    "Membership",
    "PersonRefused",
    "SignInLink",
    "Team",
    "TeamRefused",
    "User",
]
