"""What a company's profile tells customers."""

from dataclasses import replace

import pytest

from parley.domain.company import CompanyConfig
from parley.search.company_info import find_info


def told(company: CompanyConfig, topic: str, language: str = "ru", **changes: object) -> str:
    found = find_info(replace(company, phone="", whatsapp="", email="", **changes), topic, language)  # type: ignore[arg-type]
    return found.answer if found else ""


@pytest.mark.parametrize(
    ("key", "topic"),
    [
        ("address", "address"), ("Адрес", "address"), ("мекенжай", "address"), ("manzil", "address"),
        ("хаяг", "address"), ("opening_hours", "hours"), ("workingHours", "hours"),
        ("график работы", "hours"), ("ish vaqti", "hours"),
        ("phone", "contacts"), ("телефон", "contacts"), ("утас", "contacts"),
        ("instagram", "contacts"), ("e-mail", "contacts"),
    ],
)  # fmt: skip
def test_owners_write_keys_in_their_own_words(company: CompanyConfig, key: str, topic: str) -> None:
    assert told(company, topic, info={key: "x1"}) == "x1"


def test_the_customer_s_language_is_chosen(company: CompanyConfig) -> None:
    info = {"address": {"ru": "Алматы, Абая 1", "kk": "Алматы, Абай 1"}}
    assert told(company, "address", "kk", info=info) == "Алматы, Абай 1"
    assert told(company, "address", "en", info=info) == "Алматы, Абая 1"


def test_days_are_told_in_one_line(company: CompanyConfig) -> None:
    assert (
        told(company, "hours", info={"hours": {"mon-fri": "9-18", "sat": "closed"}}) == "mon-fri: 9-18; sat: closed"
    )


def test_contacts_of_the_company_itself_are_told(company: CompanyConfig) -> None:
    found = find_info(
        replace(company, phone="+7 727 250 00 00", whatsapp="+7 701", email="a@b.kz"), "contacts", "ru"
    )
    assert found is not None
    assert found.answer == "+7 727 250 00 00, WhatsApp +7 701, a@b.kz"


def test_nothing_else_of_the_profile_is_told(company: CompanyConfig) -> None:
    info = {"payment": {"iban": "KZ00"}, "bin": "990140000000", "notes": "margin 40 %", "warehouse_code": "1234"}
    assert [told(company, topic, info=info) for topic in ("hours", "address", "contacts", "payment")] == [""] * 4
