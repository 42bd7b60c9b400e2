"""One person, one history: contacts of several channels that are the same person."""
