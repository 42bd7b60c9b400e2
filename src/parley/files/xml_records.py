"""XML: `<product>` by `<product>`, each forgotten once read. Entities are refused, nothing outside is fetched."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from parley.errors import Invalid
from parley.files.fields import match_product_field
from parley.files.record import RawRecord, SkippedRecord

# `offer` and `param` are the words of YML, the feed most shop systems of the region can write.
_RECORD_TAGS = frozenset(["product", "item", "offer", "good", "товар", "услуга", "тариф"])
_MAX_DEPTH, _MAX_RECORD_ELEMENTS = 64, 5_000
_NAME_KEYS = ("name", "key", "title")


def read_xml_records(data: bytes) -> Iterator[RawRecord | SkippedRecord]:
    """Raises Invalid where the XML is broken or declares entities; what stood before has been given by then."""
    try:
        yield from _parse_records(data)
    except DefusedXmlException as error:
        raise Invalid("This XML declares entities or refers to other files; such files are not read") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid(f"This is not valid XML: {str(error)[:100]}") from error


def _parse_records(data: bytes) -> Iterator[RawRecord | SkippedRecord]:
    open_elements: list[Element] = []
    record: Element | None = None
    categories: dict[str, str] = {}
    number = element_count = 0
    for event, element in iterparse(BytesIO(data), events=("start", "end")):
        if event == "start":
            open_elements.append(element)
            if len(open_elements) > _MAX_DEPTH:
                raise Invalid(f"This XML is nested more than {_MAX_DEPTH} levels deep")
            if record is None and _normalized_tag(element) in _RECORD_TAGS and len(open_elements) > 1:
                record, element_count = element, 0
            element_count += 1
            if record is not None and element_count > _MAX_RECORD_ELEMENTS:
                raise Invalid(f"A product in this XML has more than {_MAX_RECORD_ELEMENTS:,} parts")
            continue
        open_elements.pop()
        if record is not None and element is record:
            number += 1
            yield RawRecord(number, _record_values(element, categories))
            record = None
        elif record is not None:
            continue
        elif _normalized_tag(element) in ("category", "категория") and (category_id := element.get("id")):
            categories[category_id] = _element_text(element)
        if record is None:
            _release(element, open_elements)
    if not number:
        raise Invalid("No products were found in this XML. It should be <products><product>…</product></products>")


def _release(element: Element, open_elements: list[Element]) -> None:
    element.clear()
    if open_elements:
        open_elements[-1].remove(element)


def _record_values(record: Element, categories: dict[str, str]) -> list[tuple[str, Any]]:
    values: list[tuple[str, Any]] = []
    features: list[str] = []
    for child in record:
        tag = _normalized_tag(child)
        field_name = match_product_field(tag).name
        if tag in ("categoryid", "category_id"):
            values.append(("category", categories.get(_element_text(child), "")))
        elif field_name == "features":
            features += [_element_text(part) for part in child] or [_element_text(child)]
        elif field_name == "specifications":
            values.append(("specifications", _specification_pairs(child) if len(child) else _element_text(child)))
        elif tag in ("param", "attribute") and (name := child.get("name")):
            values.append((name, " ".join(filter(None, [_element_text(child), child.get("unit")]))))
        else:
            values.append((_local_name(child), _element_text(child)))
    attributes = [(name.rsplit("}")[-1], value) for name, value in record.attrib.items()]
    if features:
        values.append(("features", features if len(features) > 1 else features[0]))
    return values + attributes


def _specification_pairs(specifications: Element) -> dict[str, str]:
    """`<ram>8</ram>`, `<spec name="RAM">8</spec>` or `<spec><name>RAM</name><value>8</value></spec>`."""
    pairs: dict[str, str] = {}
    for child in specifications:
        name = next((value for key in _NAME_KEYS if (value := child.get(key))), "")
        inner = {_normalized_tag(part): _element_text(part) for part in child}
        if not name and (key := next((key for key in _NAME_KEYS if inner.get(key)), "")):
            name = inner.pop(key)
        pairs[name or _local_name(child)] = inner.get("value") or child.get("value") or _element_text(child)
    return pairs


def _local_name(element: Element) -> str:
    return element.tag.rsplit("}")[-1] if isinstance(element.tag, str) else ""


def _normalized_tag(element: Element) -> str:
    return _local_name(element).casefold()


def _element_text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()) if len(element) else (element.text or "").strip()
