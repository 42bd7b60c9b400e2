"""The log of what happened in conversations: written with what it tells of, read in order, kept for a year."""
