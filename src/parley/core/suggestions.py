"""Reply → text and buttons (contract §5.6): the quoted texts of a last line that starts with 💡."""

import re

_QUOTED = re.compile(r"«([^«»]+)»|\"([^\"]+)\"|'([^']+)'|“([^“”]+)”")
_MOST = 8


def parted(text: str) -> tuple[str, tuple[str, ...]]:
    """The reply without its suggestion line, and the buttons of it: unique, in order, eight at most."""
    lines = text.rstrip().split("\n")
    if not lines[-1].lstrip().startswith("💡"):
        return text, ()
    found = ("".join(groups).strip() for groups in _QUOTED.findall(lines[-1]))
    return "\n".join(lines[:-1]).rstrip(), tuple(dict.fromkeys(filter(None, found)))[:_MOST]
