"""Threads, review requests, approvals, and the gate before publication."""
