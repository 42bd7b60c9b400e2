"""Which passages an answer rests on."""

from dataclasses import asdict, replace

import msgspec

from parley.domain.search_results import PassageHit
from parley.search.citations import cite_sources, parse_tool_passages

DELIVERY = PassageHit("Доставка", "Доставка по Алматы занимает два дня и стоит 2000 ₸.", 0.9, "", "faq.pdf", 3)
WARRANTY = PassageHit("Гарантия", "Гарантия на технику один год с чеком.", 0.8, "", "faq.pdf", 4)


def test_a_passage_whose_words_are_repeated_is_a_source() -> None:
    reply = "Доставим за два дня, доставка по Алматы стоит 2000 ₸. Как вас зовут?"
    assert cite_sources(reply, [DELIVERY, WARRANTY]) == ({"document": "faq.pdf", "page": 3, "heading": "Доставка"},)


def test_a_quoted_passage_is_the_only_source() -> None:
    quoted, alike = replace(DELIVERY, answer=DELIVERY.text), replace(DELIVERY, title="Ещё о доставке")
    assert [source["heading"] for source in cite_sources(f"{DELIVERY.text} Как вас зовут?", [alike, quoted])] == [
        "Доставка"
    ]


def test_small_talk_has_no_source() -> None:
    assert cite_sources("Здравствуйте! Чем могу помочь?", [DELIVERY, WARRANTY]) == ()


def test_a_place_is_cited_once() -> None:
    assert len(cite_sources(DELIVERY.text, [DELIVERY, DELIVERY])) == 1


def test_passages_are_parsed_from_a_tools_result() -> None:
    assert parse_tool_passages(msgspec.json.encode([asdict(DELIVERY)]).decode()) == [DELIVERY]
    assert parse_tool_passages('[{"name": "Ноутбук", "price": "1"}]') == []
    assert parse_tool_passages("no json") == []
