"""The events of this room in words: people, teams, invitations."""

EVENTS = {
    "user.revised": "changed their account",
    "user.sessions_ended": "ended their other sessions",
    "user.role_changed": "changed what somebody may do here",
    "user.deactivated": "closed an account",
    "user.reactivated": "opened an account again",
    "invitation.sent": "invited {email} as {role}",
    "invitation.withdrawn": "took an invitation back",
    "invitation.accepted": "accepted an invitation",
    "team.founded": "founded a team",
    "team.renamed": "renamed a team",
    "team.admitted": "took somebody into a team",
    "team.released": "took somebody out of a team",
}
