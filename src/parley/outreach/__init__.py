"""Writing to a customer who did not just write: whether it may be done at all."""
