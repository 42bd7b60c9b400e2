"""A company's manager in its bot: words, buttons and dialogues (contract §4.3)."""
