"""The outside world on loopback: stand-ins of services, a clock to move, and what must hold in the end."""
