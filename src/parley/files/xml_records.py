"""XML: `<product>` by `<product>`, each forgotten once read. Entities are refused, nothing outside is fetched."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from parley.errors import Invalid
from parley.files.fields import field
from parley.files.record import Given, Skipped

# `offer` and `param` are the words of YML, the feed most shop systems of the region can write.
_RECORDS = frozenset(["product", "item", "offer", "good", "товар", "услуга", "тариф"])
_DEEPEST, _MAX_PARTS = 64, 5_000
_NAMED = ("name", "key", "title")


def given(data: bytes) -> Iterator[Given | Skipped]:
    """Raises Invalid where the XML is broken or declares entities; what stood before has been given by then."""
    try:
        yield from _records(data)
    except DefusedXmlException as error:
        raise Invalid("This XML declares entities or refers to other files; such files are not read") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid(f"This is not valid XML: {str(error)[:100]}") from error


def _records(data: bytes) -> Iterator[Given | Skipped]:
    open_elements: list[Element] = []
    inside: Element | None = None
    categories: dict[str, str] = {}
    number = parts = 0
    for event, element in iterparse(BytesIO(data), events=("start", "end")):
        if event == "start":
            open_elements.append(element)
            if len(open_elements) > _DEEPEST:
                raise Invalid(f"This XML is nested more than {_DEEPEST} levels deep")
            if inside is None and _tag(element) in _RECORDS and len(open_elements) > 1:
                inside, parts = element, 0
            parts += 1
            if inside is not None and parts > _MAX_PARTS:
                raise Invalid(f"A product in this XML has more than {_MAX_PARTS:,} parts")
            continue
        open_elements.pop()
        if inside is not None and element is inside:
            number += 1
            yield Given(number, _values(element, categories))
            inside = None
        elif inside is not None:
            continue
        elif _tag(element) in ("category", "категория") and (known := element.get("id")):
            categories[known] = _text(element)
        if inside is None:
            _forget(element, open_elements)
    if not number:
        raise Invalid("No products were found in this XML. It should be <products><product>…</product></products>")


def _forget(element: Element, open_elements: list[Element]) -> None:
    element.clear()
    if open_elements:
        open_elements[-1].remove(element)


def _values(record: Element, categories: dict[str, str]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    features: list[str] = []
    for child in record:
        tag = _tag(child)
        known = field(tag).name
        if tag in ("categoryid", "category_id"):
            found.append(("category", categories.get(_text(child), "")))
        elif known == "features":
            features += [_text(part) for part in child] or [_text(child)]
        elif known == "specifications":
            found.append(("specifications", _pairs(child) if len(child) else _text(child)))
        elif tag in ("param", "attribute") and (name := child.get("name")):
            found.append((name, " ".join(filter(None, [_text(child), child.get("unit")]))))
        else:
            found.append((_written(child), _text(child)))
    attributes = [(name.rsplit("}")[-1], value) for name, value in record.attrib.items()]
    if features:
        found.append(("features", features if len(features) > 1 else features[0]))
    return found + attributes


def _pairs(specifications: Element) -> dict[str, str]:
    """`<ram>8</ram>`, `<spec name="RAM">8</spec>` or `<spec><name>RAM</name><value>8</value></spec>`."""
    found: dict[str, str] = {}
    for child in specifications:
        name = next((value for key in _NAMED if (value := child.get(key))), "")
        inner = {_tag(part): _text(part) for part in child}
        if not name and (key := next((key for key in _NAMED if inner.get(key)), "")):
            name = inner.pop(key)
        found[name or _written(child)] = inner.get("value") or child.get("value") or _text(child)
    return found


def _written(element: Element) -> str:
    return element.tag.rsplit("}")[-1] if isinstance(element.tag, str) else ""


def _tag(element: Element) -> str:
    return _written(element).casefold()


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()) if len(element) else (element.text or "").strip()
