"""Reads XML product by product, each forgotten once read. Entities are refused, nothing outside is fetched."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from parley.domain.staff_columns import is_staff_only
from parley.errors import Invalid
from parley.files.product_headings import match_product_field
from parley.files.records import RawRecord, SkippedRecord

# `offer`, and `param` below, are words of YML, the feed that most shop systems of the region can write.
_RECORD_TAGS = frozenset(["product", "item", "offer", "good", "товар", "услуга", "тариф"])
_CATEGORY_TAGS, _CATEGORY_ID_TAGS = frozenset(["category", "категория"]), frozenset(["categoryid", "category_id"])
_NAMED_VALUE_TAGS = frozenset(["param", "attribute"])
_MAX_DEPTH, _MAX_RECORD_ELEMENTS = 64, 5_000
_NAME_KEYS = ("name", "key", "title")


def read_xml_records(data: bytes) -> Iterator[RawRecord | SkippedRecord]:
    """Returns the products as they are read. Raises Invalid where the XML is broken, declares entities or holds
    none; what stood before a break has been given by then."""
    try:
        yield from _parse_records(data)
    except DefusedXmlException as error:
        raise Invalid("This XML declares entities or refers to other files; such files are not read") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid(f"This is not valid XML: {str(error)[:100]}") from error


def _parse_records(data: bytes) -> Iterator[RawRecord | SkippedRecord]:
    feed = _Feed()
    for event, element in iterparse(BytesIO(data), events=("start", "end")):
        if event == "start":
            feed.open(element)
        elif record := feed.close(element):
            yield record
    if not feed.record_count:
        raise Invalid("No products were found in this XML. It should be <products><product>…</product></products>")


class _Feed:
    """Follows the elements of a feed as they open and close. Only those of the record being read are kept."""

    def __init__(self) -> None:
        self.record_count = 0
        self._open_elements: list[Element] = []
        self._record: Element | None = None
        self._record_elements = 0
        self._category_by_id: dict[str, str] = {}

    def open(self, element: Element) -> None:
        """Raises Invalid for nesting, or a size of a record, that no catalogue has."""
        self._open_elements.append(element)
        depth = len(self._open_elements)
        if depth > _MAX_DEPTH:
            raise Invalid(f"This XML is nested more than {_MAX_DEPTH} levels deep")
        if self._record is None and depth > 1 and _normalized_tag(element) in _RECORD_TAGS:
            self._record, self._record_elements = element, 0
        self._record_elements += 1
        if self._record is not None and self._record_elements > _MAX_RECORD_ELEMENTS:
            raise Invalid(f"A product in this XML has more than {_MAX_RECORD_ELEMENTS:,} parts")

    def close(self, element: Element) -> RawRecord | None:
        """Returns a product where one ends with this element."""
        self._open_elements.pop()
        record = None
        if element is self._record:
            self.record_count += 1
            record = RawRecord(self.record_count, _record_values(element, self._category_by_id))
            self._record = None
        elif self._record is not None:
            return None
        elif _normalized_tag(element) in _CATEGORY_TAGS and (category_id := element.get("id")):
            self._category_by_id[category_id] = _element_text(element)
        self._release(element)
        return record

    def _release(self, element: Element) -> None:
        element.clear()
        if self._open_elements:
            self._open_elements[-1].remove(element)


def _record_values(record: Element, category_by_id: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Returns the parts of a product, then its features as one value, then its attributes."""
    values: list[tuple[str, Any]] = []
    features: list[str] = []
    for child in record:
        if match_product_field(_normalized_tag(child)).name == "features":
            features += [_element_text(part) for part in child] or [_element_text(child)]
        else:
            values.append(_child_value(child, category_by_id))
    if features:
        values.append(("features", features if len(features) > 1 else features[0]))
    return values + [(name.rsplit("}")[-1], value) for name, value in record.attrib.items()]


def _child_value(child: Element, category_by_id: Mapping[str, str]) -> tuple[str, Any]:
    tag, text = _normalized_tag(child), _element_text(child)
    if tag in _CATEGORY_ID_TAGS:
        return "category", category_by_id.get(text, "")
    if match_product_field(tag).name == "specifications":
        return "specifications", _specification_pairs(child) if len(child) else text
    if tag in _NAMED_VALUE_TAGS and (name := child.get("name")):
        return name, " ".join(filter(None, [text, child.get("unit")]))
    return _local_name(child), _nested_value(child, _local_name(child))


def _nested_value(element: Element, name: str) -> Any:
    """Returns the text of a part, or its own parts by their names where one of them is for staff and must not
    become text beside the others."""
    if not any(
        is_staff_only(_part_name(part)) or is_staff_only(f"{name} {_part_name(part)}") for part in element.iter()
    ):
        return _element_text(element)
    values: dict[str, Any] = {}
    for part in element:
        values.setdefault(_part_name(part), _nested_value(part, _part_name(part)))
    return values or _element_text(element)


def _part_name(part: Element) -> str:
    return part.get("name") or _local_name(part)


def _specification_pairs(specifications: Element) -> dict[str, str]:
    return dict(map(_specification_pair, specifications))


def _specification_pair(specification: Element) -> tuple[str, str]:
    """Reads `<ram>8</ram>`, `<spec name="RAM">8</spec>` and `<spec><name>RAM</name><value>8</value></spec>`."""
    inner = {_normalized_tag(part): _element_text(part) for part in specification}
    name = next(filter(None, map(specification.get, _NAME_KEYS)), "")
    if not name:
        name = next((inner.pop(key) for key in _NAME_KEYS if inner.get(key)), "")
    value = inner.get("value") or specification.get("value") or _element_text(specification)
    return name or _local_name(specification), value


def _local_name(element: Element) -> str:
    return element.tag.rsplit("}")[-1] if isinstance(element.tag, str) else ""


def _normalized_tag(element: Element) -> str:
    return _local_name(element).casefold()


def _element_text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()) if len(element) else (element.text or "").strip()
