"""Pasted lines and chats onto a timeline: read, pick, look over, add; what was added is taken back as one."""
