"""What a turn stores as JSON keeps its keys, however the fields are called."""

import json
from dataclasses import replace
from decimal import Decimal

from parley.conversation.turn_json import decode_answer, decode_state, encode_answer_meta, encode_state
from parley.conversation.turn_rows import AnswerRow
from parley.domain.lead import LeadDraft, NextMove
from parley.domain.model_usage import ModelUsage
from parley.domain.order import Order, OrderItem
from parley.domain.turn import Answer
from parley.domain.understanding import Phone

# conversations.state as version 0.1.0 wrote it, and what came since.
STORED_STATE = {
    "draft": {
        "name": "Сакен",
        "name_sure": True,
        "phone": {"raw": "87012345678", "e164": "+77012345678", "extension": ""},
        "email": "saken@example.kz",
        "handle": "@saken",
        "handle_network": "telegram",
        "scrap": "8 701",
        "asked": "step",
        "names_asked": 1,
        "phones_asked": 2,
        "unasked": 5,
        "helped": 6,
        "handovers": 7,
        "offered": True,
        "ended_with": ("offer_order",),
        "persons_offered": 8,
        "needs": 3,
        "points": 4,
        "refused": True,
        "confirmed": True,
        "handed_over": True,
        "trouble": "report_outage",
        "opted_out": True,
        "known": {"tariff": "Premium", "when": {"date": "2026-11-19"}},
        "step": "when",
        "times": {"when": 2},
        "missed": 1,
        "proposal": {"date": "2026-11-20"},
        "resting": True,
        "subject": "ноутбук",
        "shown_names": ("Ноутбук ASUS",),
        "last_shown": ("7", "8"),
        "earlier_shown": ("6",),
        "topic": "а доставка?",
        "summed": {"7": 3},
        "wants_chat": True,
        "order": {
            "items": (
                {
                    "product_id": "7",
                    "name": "Ноутбук ASUS",
                    "price": "300 000 ₸",
                    "category": "Ноутбуки",
                    "quantity": 2,
                    "size": "",
                    "colour": "чёрный",
                    "amount": "600000",
                    "total": "600 000 ₸",
                    "reckoning": "620 000 ₸ − 3 %",
                },
            ),
            "remarks": ("без доставки",),
        },
    }
}
DRAFT = LeadDraft(
    name="Сакен",
    is_name_sure=True,
    phone=Phone("87012345678", "+77012345678"),
    email="saken@example.kz",
    handle="@saken",
    handle_network="telegram",
    partial_phone="8 701",
    expected_reply="step",
    name_requests=1,
    phone_requests=2,
    unasked_answers=5,
    helpful_answers=6,
    handover_answers=7,
    is_offer_open=True,
    last_moves=(NextMove.OFFER_ORDER,),
    person_offers=8,
    need_count=3,
    readiness_score=4,
    refused_contact=True,
    confirmed=True,
    handed_over=True,
    trouble="report_outage",
    opted_out=True,
    slot_values={"tariff": "Premium", "when": {"date": "2026-11-19"}},
    requested_slot="when",
    slot_requests={"when": 2},
    missed_replies=1,
    proposed_value={"date": "2026-11-20"},
    is_postponed=True,
    search_subject="ноутбук",
    shown_names=("Ноутбук ASUS",),
    last_product_ids=("7", "8"),
    earlier_product_ids=("6",),
    topic_subject="а доставка?",
    summed_quantities={"7": 3},
    wants_chat=True,
    order=Order(
        (
            OrderItem(
                "7",
                "Ноутбук ASUS",
                "300 000 ₸",
                "Ноутбуки",
                2,
                colour="чёрный",
                amount=Decimal(600000),
                total="600 000 ₸",
                reckoning="620 000 ₸ − 3 %",
            ),
        ),
        ("без доставки",),
    ),
)


def test_a_state_is_stored_under_the_keys_it_always_had() -> None:
    assert encode_state(DRAFT) == STORED_STATE


def test_a_state_that_an_earlier_version_wrote_is_read_whole() -> None:
    assert decode_state(STORED_STATE) == DRAFT


def test_a_field_of_the_draft_is_not_stored_by_accident() -> None:
    """Every field differs from its default above: a new one has to be added there, and its key chosen."""
    draft = encode_state(LeadDraft())["draft"]
    assert isinstance(draft, dict)
    assert draft.keys() == STORED_STATE["draft"].keys()
    assert not [name for name, value in draft.items() if value == STORED_STATE["draft"][name]]


def test_a_conversation_that_just_began_has_an_empty_draft() -> None:
    assert decode_state({}) == LeadDraft()


ANSWER = Answer(
    "Записал.",
    "kk",
    action="confirmed",
    handover=True,
    suggestions=("да", "нет"),
    lead_status="confirmed",
    products=({"id": "lap-1"},),
    confidence=0.9,
    sources=({"document": "faq.txt", "page": None, "heading": "FAQ"},),
    expected_reply="phone",
    model="gpt",
    usage=ModelUsage("openai/gpt", 2, 900, 700, 40, Decimal("0.0012")),
    unanswered=("а с собакой?",),
    used_fallback=True,
)
STORED_META = {
    "language": "kk",
    "action": "confirmed",
    "handover": True,
    "suggestions": ["да", "нет"],
    "lead_status": "confirmed",
    "products": [{"id": "lap-1"}],
    "confidence": 0.9,
    "sources": [{"document": "faq.txt", "page": None, "heading": "FAQ"}],
    "asks": "phone",
    "model": "gpt",
    "usage": {
        "model": "openai/gpt",
        "calls": 2,
        "prompt_tokens": 900,
        "cached_tokens": 700,
        "completion_tokens": 40,
        "cost": "0.0012",
    },
    "unanswered": ["а с собакой?"],
    "stood_in": True,
}


def test_an_answer_is_stored_under_the_keys_it_always_had() -> None:
    assert json.loads(json.dumps(encode_answer_meta(ANSWER))) == STORED_META


def test_an_answer_that_an_earlier_version_wrote_is_given_again_as_it_was() -> None:
    assert decode_answer(AnswerRow("Записал.", STORED_META)) == ANSWER


def test_what_is_the_default_is_not_stored() -> None:
    assert encode_answer_meta(Answer("Здравствуйте!", "")) == {}
    no_products = encode_answer_meta(replace(ANSWER, products=(), confidence=None))
    assert no_products.keys() == STORED_META.keys() - {"confidence"}
