"""Telegram's Bot API on loopback, with what it remembers and what it refuses. It shares no code with our client."""
