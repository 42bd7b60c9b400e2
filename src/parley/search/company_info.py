"""What a company's own profile says of its hours, its address and its contacts.

Owners write the profile (`company_info`) under keys of their own, in any language: "opening_hours", "адрес". A key
is read like a question: its words name the topic.
"""

import re
from collections.abc import Iterator, Mapping

from parley.concepts.matcher import annotate
from parley.domain.company import CompanyConfig
from parley.domain.search_results import PassageHit
from parley.search.topics import INFO_TOPICS, named_topics
from parley.text.tokenize import normalized_words

# In a key these are no goods: "phone" is a number to call, "time" the hours.
_CONTACT_CONCEPTS = frozenset({"phone", "messenger", "landline-phone", "smartphone"})
_KEY_JOINT = re.compile(r"[_\W]+|(?<=[a-z])(?=[A-Z])")
_MAX_VALUE_CHARS = 400
_MAX_DEPTH = 3


def find_info(company: CompanyConfig, topic: str, language: str) -> PassageHit | None:
    """Returns what the profile says on one of INFO_TOPICS, as a passage without a document; None where it says
    nothing. Of a text in several languages the one for `language` is taken."""
    if topic not in INFO_TOPICS:
        return None
    values = [value for key, value in _info_values(company, language) if _key_topic(key) == topic]
    if topic == "contacts":
        values += [company.phone, f"WhatsApp {company.whatsapp}" if company.whatsapp else "", company.email]
    text = ", ".join(dict.fromkeys(filter(None, values)))[:_MAX_VALUE_CHARS]
    return PassageHit(title=topic, text=text, score=1.0, answer=text, info_topic=topic) if text else None


def _info_values(company: CompanyConfig, language: str) -> Iterator[tuple[str, str]]:
    for key, value in company.info.items():
        yield key, _value_text(value, language, (company.language, "en", "ru"))


def _key_topic(key: str) -> str:
    annotations = annotate(normalized_words(_KEY_JOINT.sub(" ", key)))
    topics = named_topics(annotations)
    if topics:
        return topics[0]
    return "contacts" if any(annotation.concept in _CONTACT_CONCEPTS for annotation in annotations) else ""


def _value_text(value: object, language: str, fallbacks: tuple[str, ...], depth: int = 0) -> str:
    """Returns a value in one line: a list with commas, a mapping as "mon-fri: 9:00-18:00; sat: closed", of one by
    language the text that fits."""
    if isinstance(value, Mapping):
        for code in (language, *fallbacks):
            if isinstance(value.get(code), str):
                return str(value[code]).strip()
        pairs = ((key, _nested_text(inner, language, fallbacks, depth)) for key, inner in value.items())
        return "; ".join([f"{key}: {text}" for key, text in pairs if text])
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, [_nested_text(inner, language, fallbacks, depth) for inner in value]))
    is_told = isinstance(value, str | int | float) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_told else ""


def _nested_text(value: object, language: str, fallbacks: tuple[str, ...], depth: int) -> str:
    return _value_text(value, language, fallbacks, depth + 1) if depth < _MAX_DEPTH else ""
