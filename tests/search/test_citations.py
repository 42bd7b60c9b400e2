"""Which passages an answer rests on."""

from dataclasses import asdict, replace

import msgspec

from parley.domain.prompt_context import PassageHit
from parley.search import citations as sources

DELIVERY = PassageHit("Доставка", "Доставка по Алматы занимает два дня и стоит 2000 ₸.", 0.9, "", "faq.pdf", 3)
WARRANTY = PassageHit("Гарантия", "Гарантия на технику один год с чеком.", 0.8, "", "faq.pdf", 4)


def test_what_is_said_again_is_a_source_and_what_is_not_is_none() -> None:
    said = "Доставим за два дня, доставка по Алматы стоит 2000 ₸. Как вас зовут?"
    assert sources.named(said, [DELIVERY, WARRANTY]) == ({"document": "faq.pdf", "page": 3, "heading": "Доставка"},)


def test_a_quoted_passage_is_the_only_source() -> None:
    quoted, alike = replace(DELIVERY, answer=DELIVERY.text), replace(DELIVERY, title="Ещё о доставке")
    assert [source["heading"] for source in sources.named(f"{DELIVERY.text} Как вас зовут?", [alike, quoted])] == [
        "Доставка"
    ]


def test_small_talk_has_no_source() -> None:
    assert sources.named("Здравствуйте! Чем могу помочь?", [DELIVERY, WARRANTY]) == ()


def test_a_place_is_named_once() -> None:
    assert len(sources.named(DELIVERY.text, [DELIVERY, DELIVERY])) == 1


def test_what_a_tool_found_is_read_back() -> None:
    assert sources.of_tool(msgspec.json.encode([asdict(DELIVERY)]).decode()) == [DELIVERY]
    assert sources.of_tool('[{"name": "Ноутбук", "price": "1"}]') == []
    assert sources.of_tool("no json") == []
