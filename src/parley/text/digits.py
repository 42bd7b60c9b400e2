"""The digits of a text, without what divides them."""


def only_digits(text: str) -> str:
    """Returns the decimal digits of a text, of whatever script, in order: "8 (701) 23-45" → "87012345"."""
    return "".join(filter(str.isdecimal, text))
