"""Pictures owners upload: what a file is, told by its bytes, and whether a browser may be given it."""

import re
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree

from parley.errors import Invalid
from parley.files.parse_errors import told

_SIGNS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n....IHDR", re.DOTALL),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL),
}
_SVG = "{http://www.w3.org/2000/svg}"
# All a drawn logo needs. What is not here runs, loads or shows something else.
_DRAWN = frozenset(
    "svg g defs symbol use image title desc metadata path rect circle ellipse line polyline polygon text tspan "
    "textPath linearGradient radialGradient stop clipPath mask pattern marker filter style switch view "
    "feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur "
    "feMerge feMergeNode feMorphology feOffset feDropShadow".split()
)
# Drawing programs put photographs inside.
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,")
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|expression\(|javascript:|\\", re.IGNORECASE)


def extension(data: bytes) -> str:
    """png, jpg, webp or svg. Raises Invalid for anything else, and for an SVG with a script or with something from
    elsewhere in it."""
    for name, sign in _SIGNS.items():
        if sign.match(data):
            return name
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and b"<svg" in data[:4000]:
        _check_svg(data)
        return "svg"
    raise Invalid("file: must be a PNG, JPEG, WebP or SVG picture")


def _check_svg(data: bytes) -> None:
    with told("logo", "SVG picture"):
        root = ElementTree.fromstring(data, forbid_dtd=True)
    if root.tag != f"{_SVG}svg":
        raise Invalid("file: must be a PNG, JPEG, WebP or SVG picture")
    for found in _dangers(root):
        raise Invalid(f"file: an SVG with {found} is not accepted; export it as a plain drawing")


def _dangers(root: Any) -> Iterator[str]:
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        # Editors leave notes in name spaces of their own, which no browser draws.
        if (f"{space}}}" == _SVG or not space or "xhtml" in space) and name not in _DRAWN:
            yield f"<{name[:30]}>"
        if name == "style" and _OUTSIDE.search(element.text or ""):
            yield "a style from elsewhere"
        for attribute, value in element.attrib.items():
            own = attribute.rpartition("}")[2].lower()
            if own.startswith("on") or own == "src":
                yield f"the attribute {own[:30]}"
            elif (own == "href" and not _INSIDE.match(value.strip())) or _OUTSIDE.search(value):
                yield "something from elsewhere"
