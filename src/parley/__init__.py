"""parley: an AI sales and support agent that one installation runs for many companies."""

__version__ = "0.1.0"
