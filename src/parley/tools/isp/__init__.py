"""Tools of an internet provider (contract §5.2)."""
