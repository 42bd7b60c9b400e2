"""More than was shown: bigger, lighter, cheaper."""

import re

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime
from parley.search.facts.order import read_relative
from parley.text.tokenize import normalized_words


@pytest.mark.parametrize(
    ("text", "by", "largest_first"),
    [
        ("anything bigger?", "size", True),
        ("а побольше?", "size", True),
        ("а меньше есть?", "size", False),
        ("үлкенірегі бар ма", "size", True),
        ("андан кичирээги", "size", False),
        ("kattarog'i bormi", "size", True),
        ("а більший є?", "size", True),
        ("арай том нь байна уу", "size", True),
        ("something lighter", "weight", False),
        ("жеңілірегі бар ма", "weight", False),
        ("подешевле есть?", "price", False),
        ("арзаныраагы барбы", "price", False),
    ],
)
def test_more_and_less_are_read_in_every_language(text: str, by: str, largest_first: bool) -> None:
    request = read_relative(normalized_words(text))
    assert request is not None
    assert (request.by[0], request.largest_first) == (by, largest_first)


@pytest.mark.parametrize(
    "text",
    [
        *("а самый большой?", "printer bormi", "есть телевизоры?", "сколько стоит доставка", "широкий диван"),
        *("дорого", "дороговато", "дорогувато", "expensive", "қымбат екен", "кымбат", "qimmat", "үнэтэй"),
    ],
)
def test_what_compares_nothing_wants_no_more(text: str) -> None:
    assert read_relative(normalized_words(text)) is None


async def test_the_next_in_size_is_told(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("телевизор 43 есть?")
    assert "55 дюймов" in re.sub(r"\s", " ", (await talk.say("а побольше?")).text)
