"""Customers in Telegram: a bot of the company's own (contract §4)."""
