"""The people: users, teams, invitations, and the ways to sign in."""
