"""Demo companies: invented, and marked as demo."""
