"""What a turn tells of a lead is stored, and a confirmed lead is delivered once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import pytest
import pytest_asyncio
from prometheus_client import REGISTRY
from sqlalchemy import select, update

from fakes.desk import AT, a_lead
from parley.dialogue.model import Decision, DialogueState, Utterance
from parley.domain.company import CompanyConfig
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.turn import StoredMessage, Turn
from parley.domain.understanding import Phone
from parley.leads.capture import (
    has_lead_changed,
    store_lead,
    summarize_messages,
    was_asked_to_confirm,
    was_read_back,
)
from parley.models import Contact, Delivery, Lead
from parley.runtime import Runtime
from parley.testing import RecordingCRM

PHONE = Phone("87075456987", "+77075456987")
KNOWN = LeadDraft(name="Сакен", phone=PHONE)
SMALL_TALK = ("user", "а вот тут хорошо всем было")


def messages(*lines: tuple[str, str]) -> list[StoredMessage]:
    return [StoredMessage(number, role, text) for number, (role, text) in enumerate(lines, 1)]


# ── was the customer asked to confirm


@pytest.mark.parametrize(
    "question",
    [
        "Всё верно?",
        "Правильно ли записан номер?",
        "Подтвердите, пожалуйста",
        "Is that correct?",
        "Please confirm",
        "Бәрі дұрыс па?",
        "Рас па?",
        "Баары туурабы, туура?",
        "Hammasi to'g'rimi, to'g'ri?",
        "Все вірно?",
        "Бүгд зөв үү?",
        "Записали: +7 (707) 545-69-87",
        "8 707 545 69 87",
        "12345678",
    ],
)
def test_a_word_of_confirmation_or_a_phone_number_asks_to_confirm(question: str) -> None:
    assert was_asked_to_confirm(messages(("assistant", question)))


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("assistant", "Как вас зовут?"),
        ("assistant", "Это стоит 1234567"),
        ("assistant", "Неверно"),
        ("user", "верно, +7 707 545-69-87"),
        ("note", "верно"),
    ],
)
def test_nothing_else_asks_to_confirm(role: str, text: str) -> None:
    assert not was_asked_to_confirm(messages((role, text)))


@pytest.mark.parametrize(
    ("text", "phone", "shown"),
    [
        ("Записал номер +7 701 234 56 78", Phone("87012345678", "+77012345678"), True),
        ("Верно: 8 701 234-56-78?", Phone("87012345678", "+77012345678"), True),
        ("Верно: 234 56 78?", Phone("2345678", None), True),
        ("Верно: 234 56 78?", Phone("87012345678", "+77012345678"), True),
        # written so it is no number that asks by itself
        ("Верно: 701.234.56.78?", Phone("87012345678", "+77012345678"), True),
        ("Записал: 701.234.56.78", Phone("87012345678", "+77012345678"), False),
        ("Верно: +7 702 111 22 33?", Phone("87012345678", "+77012345678"), False),
        ("Всё верно?", Phone("87012345678", "+77012345678"), False),
    ],
)
def test_a_read_back_shows_this_very_number(text: str, phone: Phone, *, shown: bool) -> None:
    assert was_read_back(messages(("assistant", text)), phone) is shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Анна, Anna@Example.kz. Верно?", True),
        ("Записал: anna@example.kz.", True),
        ("Анна, @anna. Верно?", False),
    ],
)
def test_a_read_back_shows_this_very_address(text: str, *, shown: bool) -> None:
    assert was_read_back(messages(("assistant", text)), "anna@example.kz") is shown


def test_what_the_customer_writes_is_no_read_back() -> None:
    phone = Phone("87012345678", "+77012345678")
    assert not was_read_back(messages(("assistant", "Всё верно?"), ("user", "87012345678")), phone)


@pytest.mark.parametrize(("since", "asked"), [(0, True), (1, True), (2, True), (3, False), (29, False)])
def test_only_one_of_the_last_three_messages_asks_to_confirm(since: int, asked: bool) -> None:
    assert was_asked_to_confirm(messages(("assistant", "Всё верно?"), *[SMALL_TALK] * since)) is asked


# ── is there anything to write


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Асель"},
        {"phone": Phone("87011234567", "+77011234567")},
        {"email": "saken@example.kz"},
        {"confirmed": True},
        {"slot_values": {"tariff": "premium"}},
        {"refused_contact": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_lead_changes_with_the_contact_the_order_or_the_temperature(change: dict[str, Any]) -> None:
    assert has_lead_changed(KNOWN, replace(KNOWN, **change))


def test_a_lead_does_not_change_with_the_memory_of_the_dialogue() -> None:
    later = replace(KNOWN, expected_reply="confirm", need_count=3, search_subject="шкаф")
    assert not has_lead_changed(KNOWN, later)


# ── the summary


def turn_of(history: Sequence[StoredMessage], pending: Sequence[StoredMessage] = (), **fields: Any) -> Turn:
    values: dict[str, Any] = {"company": CompanyConfig(id=1, slug="demo", name="Демо"), "draft": LeadDraft()}
    ids = {"conversation_id": 1, "contact_id": 1, "lead_id": 1}
    line = {"channel": "web", "language": "ru", "claim_token": "token"}
    return Turn(**{**values, **ids, **line, **fields}, history=history, pending=pending)


def test_a_summary_is_the_customers_messages_of_more_than_a_word() -> None:
    history = messages(
        ("user", "Здравствуйте"),
        ("assistant", "Чем помочь?"),
        ("user", " Нужна реклама "),
        ("note", "важный клиент"),
        ("user", "мой номер 8 707 545 69 87"),
    )
    assert summarize_messages(turn_of(history, messages(("user", "на радио")))) == "Нужна реклама / на радио"


def test_a_summary_names_no_address() -> None:
    turn = turn_of(messages(("user", "Нужна реклама, почта a@example.kz"), ("user", "телеграм @anna, жду")))
    assert summarize_messages(turn) == "Нужна реклама, почта / телеграм жду"


def test_a_summary_is_all_messages_where_none_has_more_than_a_word() -> None:
    assert summarize_messages(turn_of(messages(("user", "Реклама"), ("user", "87075456987")))) == (
        "Реклама / 87075456987"
    )


def test_a_summary_has_six_hundred_characters_at_most() -> None:
    assert len(summarize_messages(turn_of(messages(("user", "а б" * 300))))) == 600


# ── storing


@dataclass
class Customer:
    """A new lead of a company with one CRM, and the turns that tell of it."""

    rt: Runtime
    turn: Turn
    crm: RecordingCRM

    async def tell(self, draft: LeadDraft, *, flow: str = "lead_capture") -> str:
        """Stores what a turn left in the draft; the next turn goes on from there."""
        utterance = cast(Utterance, _NoFacts())
        state = DialogueState(self.rt.flows[flow], self.turn, draft, Decision(DialogueAct.ANSWER), utterance)
        async with self.rt.db.scoped(self.turn.company.id) as session:
            status = await store_lead(self.rt, session, state, language="ru", text="Спасибо!", at=AT)
        self.turn = replace(self.turn, draft=draft)
        return status

    async def lead(self) -> Lead:
        async with self.rt.db.scoped(self.turn.company.id) as session:
            return (await session.execute(select(Lead))).scalar_one()

    async def contact(self) -> Contact:
        async with self.rt.db.scoped(self.turn.company.id) as session:
            return (await session.execute(select(Contact))).scalar_one()

    async def labels(self) -> list[str]:
        async with self.rt.db.scoped(self.turn.company.id) as session:
            return [row.label for row in await session.scalars(select(Delivery).order_by(Delivery.id))]

    async def mark_sent(self) -> None:
        async with self.rt.db.scoped(self.turn.company.id) as session:
            await session.execute(update(Delivery).values(status="sent"))


class _NoFacts:
    """What storing a lead reads of an utterance."""

    facts: ClassVar[dict[str, Any]] = {}


@pytest_asyncio.fixture(loop_scope="session")
async def customer(runtime: Runtime, company: CompanyConfig) -> Customer:
    lead_id, crm = await a_lead(runtime, company), RecordingCRM()
    runtime.crms, runtime.notifiers = {"recording": crm}, {}
    async with runtime.db.scoped(company.id) as session:
        new = {"status": "new", "confirmed_at": None, "contact_info": {"visitor_id": "v-1"}, "summary": ""}
        await session.execute(update(Lead).values(**new))
        lead = (await session.execute(select(Lead))).scalar_one()
    ids = {"conversation_id": lead.conversation_id, "contact_id": lead.contact_id, "lead_id": lead_id}
    history = messages(("user", "Нужна реклама"), ("assistant", "Всё верно?"))
    return Customer(runtime, turn_of(history, messages(("user", "да")), company=company, **ids), crm)


async def test_what_is_known_joins_what_was_stored(customer: Customer) -> None:
    assert await customer.tell(LeadDraft(name="Сакен", email="saken@example.kz")) == "new"
    lead, contact = await customer.lead(), await customer.contact()
    assert lead.contact_info == {"visitor_id": "v-1", "name": "Сакен", "email": "saken@example.kz"}
    assert (contact.name, contact.phone, contact.email) == ("Сакен", None, "saken@example.kz")
    assert await customer.labels() == []


async def test_the_extension_of_a_number_is_stored_and_goes_with_the_number(customer: Customer) -> None:
    await customer.tell(LeadDraft(phone=Phone("87272501140", "+77272501140", "105")))
    assert (await customer.lead()).contact_info["phone_extension"] == "105"
    await customer.tell(LeadDraft(phone=Phone("87011234567", "+77011234567")))
    assert not (await customer.lead()).contact_info.get("phone_extension")


async def test_a_name_that_is_put_right_after_the_confirmation_is_told(customer: Customer) -> None:
    confirmed = replace(KNOWN, confirmed=True)
    await customer.tell(confirmed)
    await customer.mark_sent()
    assert await customer.tell(replace(confirmed, name="Анна")) == "confirmed"
    assert (await customer.lead()).contact_info["name"] == "Анна"
    assert len(await customer.labels()) == 2


async def test_a_lead_that_is_confirmed_is_summed_up_and_delivered(customer: Customer) -> None:
    assert await customer.tell(replace(KNOWN, confirmed=True)) == "confirmed"
    lead, contact = await customer.lead(), await customer.contact()
    assert (lead.status, lead.confirmed_at, lead.summary) == ("confirmed", AT, "Нужна реклама")
    assert lead.contact_info == {
        "visitor_id": "v-1",
        "name": "Сакен",
        "phone": "87075456987",
        "phone_e164": "+77075456987",
        "temperature": "🔥 горячий",
    }
    assert (contact.phone, await customer.labels()) == ("+77075456987", ["recording"])


async def test_a_confirmed_lead_is_not_delivered_again(customer: Customer) -> None:
    await customer.tell(replace(KNOWN, confirmed=True))
    await customer.mark_sent()
    await customer.tell(replace(KNOWN, confirmed=True, need_count=3))
    assert await customer.labels() == ["recording"]


@pytest.mark.parametrize("address", [{"email": "saken@example.kz"}, {"handle": "@saken"}])
async def test_an_address_that_comes_after_the_confirmation_is_told(
    customer: Customer, address: dict[str, Any]
) -> None:
    await customer.tell(replace(KNOWN, confirmed=True))
    await customer.mark_sent()
    await customer.tell(replace(KNOWN, confirmed=True, **address))
    assert await customer.labels() == ["recording", "recording:2"]


async def test_a_corrected_contact_is_delivered_once_it_is_confirmed_again(customer: Customer) -> None:
    await customer.tell(replace(KNOWN, confirmed=True))
    await customer.mark_sent()
    corrected = replace(KNOWN, phone=Phone("87011234567", "+77011234567"))
    await customer.tell(corrected)
    assert await customer.labels() == ["recording"]
    await customer.tell(replace(corrected, confirmed=True))
    assert await customer.labels() == ["recording", "recording:2"]
    async with customer.rt.db.scoped(customer.turn.company.id) as session:
        payloads = list(await session.scalars(select(Delivery.payload).order_by(Delivery.id)))
    assert [payload["corrected"] for payload in payloads] == [False, True]


async def test_what_the_flow_learns_of_a_confirmed_lead_is_delivered_as_an_update(customer: Customer) -> None:
    confirmed = replace(KNOWN, confirmed=True, slot_values={"item": "шкаф"})
    await customer.tell(confirmed, flow="shop")
    await customer.mark_sent()
    await customer.tell(replace(confirmed, slot_values={"item": "шкаф", "count": 2}), flow="shop")
    assert await customer.labels() == ["recording", "recording:2"]


async def test_what_the_flow_learns_waits_for_a_corrected_contact_to_be_confirmed(customer: Customer) -> None:
    await customer.tell(replace(KNOWN, confirmed=True, slot_values={"item": "шкаф"}), flow="shop")
    await customer.mark_sent()
    corrected = replace(KNOWN, phone=Phone("87011234567", "+77011234567"))
    await customer.tell(replace(corrected, slot_values={"item": "стол"}), flow="shop")
    assert await customer.labels() == ["recording"]


ORDER = {"product": "диван", "delivery": "delivery", "address": "Абая 5"}


async def test_an_order_is_kept_for_systems_and_in_words_and_sums_the_lead_up(customer: Customer) -> None:
    await customer.tell(replace(KNOWN, confirmed=True, slot_values=ORDER), flow="shop")
    lead = await customer.lead()
    assert lead.details == {
        "order": ORDER,
        "lines": [["Заказ", "диван"], ["Получение", "Доставка"], ["Адрес", "Абая 5"]],
    }
    assert lead.summary == "Заказ: диван; Получение: Доставка; Адрес: Абая 5"


async def test_an_order_is_worded_in_the_language_of_its_flow(customer: Customer) -> None:
    shop = customer.rt.flows["shop"]
    customer.rt.flows = {"shop": replace(shop, languages=("en", "ru"))}
    await customer.tell(replace(KNOWN, slot_values=ORDER), flow="shop")
    assert (await customer.lead()).details["lines"][0] == ["Order", "диван"]


async def test_a_flow_without_an_order_yet_and_one_without_slots_leave_no_details(customer: Customer) -> None:
    await customer.tell(KNOWN, flow="shop")
    assert (await customer.lead()).details == {}
    await customer.tell(replace(KNOWN, slot_values=ORDER), flow="lead_capture")
    assert (await customer.lead()).details == {}


async def test_a_long_order_sums_up_in_six_hundred_characters(customer: Customer) -> None:
    await customer.tell(replace(KNOWN, confirmed=True, slot_values={"product": "диван " * 200}), flow="shop")
    assert len((await customer.lead()).summary) == 600


async def test_a_contact_without_a_valid_phone_keeps_it_with_the_lead_alone(customer: Customer) -> None:
    await customer.tell(LeadDraft(phone=Phone("+15551234567", None)))
    assert (await customer.lead()).contact_info == {
        "visitor_id": "v-1",
        "phone": "+15551234567",
        "phone_e164": None,
    }
    assert (await customer.contact()).phone is None


def confirmed_leads() -> float:
    return REGISTRY.get_sample_value("parley_leads_confirmed_total") or 0


async def test_a_confirmed_lead_is_counted_once(customer: Customer) -> None:
    before = confirmed_leads()
    await customer.tell(KNOWN)
    await customer.tell(replace(KNOWN, confirmed=True))
    await customer.tell(replace(KNOWN, confirmed=True, email="saken@example.kz"))
    assert confirmed_leads() == before + 1


async def test_marks_of_an_advert_are_stored_with_the_lead(customer: Customer) -> None:
    customer.turn = replace(customer.turn, utm={"utm_source": "vk"})
    await customer.tell(KNOWN)
    assert (await customer.lead()).details == {"utm": {"utm_source": "vk"}}


async def test_a_lead_that_is_gone_is_no_failure(customer: Customer) -> None:
    customer.turn = replace(customer.turn, lead_id=10**9)
    assert await customer.tell(replace(KNOWN, confirmed=True)) == ""
    assert await customer.labels() == []


async def test_a_notice_ends_with_the_answer_and_has_twenty_messages_at_most(customer: Customer) -> None:
    history = messages(*(("user", f"слово {number}") for number in range(30)))
    customer.turn = replace(customer.turn, history=history, pending=messages(("user", "да")))
    customer.rt.crms = {}  # the notice is kept, with its words as the preview
    await customer.tell(replace(KNOWN, confirmed=True))
    async with customer.rt.db.scoped(customer.turn.company.id) as session:
        payload = (await session.execute(select(Delivery.payload))).scalar_one()
    dialogue = payload["preview"]["text"].split("📝 Диалог:\n")[1].split("\n\n")[0].splitlines()
    assert (len(dialogue), dialogue[0], dialogue[-1]) == (20, "Клиент: слово 12", "Бот: Спасибо!")
