"""Pasting lines and chats: the box, the list to pick from, the rows to look over. Nothing is stored in between."""
