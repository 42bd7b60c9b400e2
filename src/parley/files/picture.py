"""Tells by its bytes what picture a file is, and whether a browser may be given it."""

import re
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree

from parley.errors import Invalid
from parley.files.parse_errors import translate_parse_errors

_SIGNATURES = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n....IHDR", re.DOTALL),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL),
}
_SVG = "{http://www.w3.org/2000/svg}"
# All a drawn logo needs. What is not here runs, loads or shows something else.
_ALLOWED_TAGS = frozenset(
    "svg g defs symbol use image title desc metadata path rect circle ellipse line polyline polygon text tspan "
    "textPath linearGradient radialGradient stop clipPath mask pattern marker filter style switch view "
    "feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur "
    "feMerge feMergeNode feMorphology feOffset feDropShadow".split()
)
# Drawing programs put photographs inside.
_INTERNAL_REFERENCE = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,")
_EXTERNAL_REFERENCE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)|expression\(|javascript:|\\", re.IGNORECASE)


def detect_picture_type(data: bytes) -> str:
    """Returns png, jpg, webp or svg. Raises Invalid for anything else, and for an SVG with a script or with
    something from elsewhere in it."""
    for name, signature in _SIGNATURES.items():
        if signature.match(data):
            return name
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and b"<svg" in data[:4000]:
        _check_svg(data)
        return "svg"
    raise Invalid("file: must be a PNG, JPEG, WebP or SVG picture")


def _check_svg(data: bytes) -> None:
    with translate_parse_errors("logo", "SVG picture"):
        root = ElementTree.fromstring(data, forbid_dtd=True)
    if root.tag != f"{_SVG}svg":
        raise Invalid("file: must be a PNG, JPEG, WebP or SVG picture")
    for element in root.iter():
        for unsafe_part in _find_unsafe_parts(element):
            raise Invalid(f"file: an SVG with {unsafe_part} is not accepted; export it as a plain drawing")


def _find_unsafe_parts(element: Any) -> Iterator[str]:
    """Returns words for everything in an element that does more than draw."""
    namespace, _, name = str(element.tag).rpartition("}")
    if _is_drawn(namespace) and name not in _ALLOWED_TAGS:
        yield f"<{name[:30]}>"
    if name == "style" and _EXTERNAL_REFERENCE.search(element.text or ""):
        yield "a style from elsewhere"
    for attribute, value in element.attrib.items():
        attribute_name = attribute.rpartition("}")[2].lower()
        if attribute_name.startswith("on") or attribute_name == "src":
            yield f"the attribute {attribute_name[:30]}"
        elif _refers_elsewhere(attribute_name, value):
            yield "something from elsewhere"


def _is_drawn(namespace: str) -> bool:
    """Tells the name spaces that a browser draws from those in which editors leave notes."""
    return not namespace or f"{namespace}}}" == _SVG or "xhtml" in namespace


def _refers_elsewhere(attribute_name: str, value: str) -> bool:
    if attribute_name == "href" and not _INTERNAL_REFERENCE.match(value.strip()):
        return True
    return bool(_EXTERNAL_REFERENCE.search(value))
