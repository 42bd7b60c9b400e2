"""Every language file says everything, asks in its own words, and does not contradict itself."""

from dataclasses import fields
from string import Formatter

import pytest

from fakes.listener import heard
from parley.languages.base import ClaimVocabulary, Language, Replies
from parley.languages.registry import find_languages
from parley.nlu.number_words import parse_number_words
from parley.nlu.vocabulary import Vocabulary
from parley.text.normalize import normalize
from parley.text.tokenize import normalized_words

LANGUAGES = find_languages()
ALL = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)

FIELDS = {
    "handover_reach_us": {"contacts"}, "read_back_contact": {"contact"}, "contact_noted_ask_name": {"contact"},
    "correction_noted": {"contact"},
    "held_by_person": {"name"},
    "open_until": {"time"}, "closed_until": {"day", "time"},
    "person_busy_until": {"time"}, "person_away_until": {"day", "time"}, "day_of_date": {"day"},
    "order_taken": {"order"},
    "order_changed": {"order"},
    "order_remark": {"words"},
    "order_line": {"order"},
    "greeting": {"company"}, "self_introduction": {"company"}, "ask_phone": {"name"}, "invalid_phone": {"phone"},
    "phone_noted_ask_name": {"phone"}, "read_back": {"name", "phone"}, "read_back_phone": {"phone"},
    "confirmed": {"name"}, "categories": {"categories"}, "product": {"name", "price"},
    "product_without_price": {"name"}, "read_back_all": {"lines"}, "day_past": {"day", "next"},
    "day_off": {"day", "next"}, "ask_house": {"street"}, "answer_changed": {"what"},
    "one_sentence_product": {"name", "price"},
    "fact_value": {"product", "label", "value"},
    "fact_plain": {"product", "value"},
    "fact_yes": {"product", "value"},
    "fact_no": {"product", "value"},
    "fact_unknown": {"product"},
    "fact_unknown_value": {"product", "label"},
    "fact_available": {"product", "price"},
    "fact_sold_out": {"product"},
    "fact_price": {"product", "price"},
    "fact_sum": {"quantity", "product", "price", "total"},
    "fact_chosen": {"product", "price"},
    "fact_sum_discount": {"quantity", "product", "price", "full", "discount", "total"},
    "fact_sum_second": {"quantity", "product", "price", "full", "discount", "total"},
    "fact_total": {"total"},
    "fact_free": {"name"},
    "fact_cheapest": {"product", "value"},
    "fact_dearest": {"product", "value"},
    "fact_most": {"product", "label", "value"},
    "fact_least": {"product", "label", "value"},
    "fact_cheap_place": {"place", "product", "value"},
    "fact_dear_place": {"place", "product", "value"},
    "fact_place": {"place", "product", "label", "value"},
    "fact_recommended": {"product", "price"},
    "fact_reasons": {"reasons"},
    "info_hours": {"value"}, "info_address": {"value"}, "info_contacts": {"value"}, "quoted_document": {"text"},
    "unanswered": {"questions"},
    "as_said": {"answer"}, "cards_range": {"low", "high", "name"},
}  # fmt: skip
VALUES = {
    "contacts": "+7 727 250 00 00",
    "value": "10:00–20:00",
    "text": "Доставка бесплатно.",
    "questions": "«a»",
    "contact": "anna@example.kz",
    "company": "Demo",
    "name": "Айдар",
    "phone": "+7 701",
    "categories": "a, b",
    "price": "5 000 ₸",
}
VALUES |= {
    "lines": "• a: b",
    "day": "22.11.2026",
    "next": "23.11.2026, 10:00",
    "street": "ул. Мира",
    "what": "a: b",
    "answer": "a",
    "order": "2 × Demo Phone",
    "words": "a",
    "time": "19:00",
    "full": "3 ₸",
    "low": "1 ₸",
    "high": "2 ₸",
}
VALUES |= {
    "product": "Demo Phone",
    "label": "weight",
    "value": "1,6 кг",
    "quantity": "12",
    "discount": "5",
    "total": "60 000 ₸",
    "place": "2",
    "reasons": "1,6 кг",
}


def texts(language: Language) -> dict[str, str]:
    """Returns every text, and its other wordings under the same name with a number."""
    replies = language.replies
    told = {field.name: getattr(replies, field.name) for field in fields(Replies) if field.name != "variants"}
    days = told.pop("opening_days")
    texts = told | {f"opening_days {number}": day for number, day in enumerate(days)}
    others = {
        f"{name} {number}": text
        for name, wordings in replies.variants.items()
        for number, text in enumerate(wordings, 2)
    }
    return texts | others


@ALL
def test_texts_use_the_fields_they_may(language: Language) -> None:
    for name, text in texts(language).items():
        used = {field for _, field, _, _ in Formatter().parse(text) if field}
        assert used == FIELDS.get(name.split()[0], set()), name
        assert text.format(**VALUES).strip(), name


@ALL
def test_other_wordings_are_of_texts_that_there_are_and_differ_from_them(language: Language) -> None:
    known = {field.name for field in fields(Replies)}
    assert set(language.replies.variants) <= known
    assert set(language.replies.variants) == set(LANGUAGES["ru"].replies.variants)
    for name, wordings in language.replies.variants.items():
        assert len({getattr(language.replies, name), *wordings}) == 1 + len(wordings)


@ALL
def test_a_text_asks_one_question_at_most(language: Language) -> None:
    assert [name for name, text in texts(language).items() if text.count("?") > 1] == []


@ALL
def test_a_spoken_product_is_one_sentence(language: Language) -> None:
    assert not set(language.replies.one_sentence_product.rstrip(".")) & set(".!?")


@ALL
def test_a_read_back_has_one_of_the_words_that_ask_to_confirm(language: Language) -> None:
    """Contract §1.1, item 4: clients and the lead's own status depend on it."""
    words = {word for entry in language.confirmation_words for word in normalized_words(entry)}
    for text in (language.replies.read_back, language.replies.read_back_phone):
        assert any(word in " ".join(normalized_words(text)) for word in words)


def test_russian_promises_a_manager() -> None:
    replies = LANGUAGES["ru"].replies
    handovers = (replies.handover, replies.handover_ask_phone, replies.handover_noted)
    for text in (replies.confirmed, replies.confirmed_unnamed, *handovers):
        assert "менеджер свяжется" in text


@ALL
def test_no_list_is_empty(language: Language) -> None:
    optional = {"cyrillic_alphabet", "name_cue_after", "name_endings"}
    for field in fields(Vocabulary):
        assert field.name in optional or getattr(language.vocabulary, field.name), field.name


@ALL
def test_no_list_of_claims_is_empty(language: Language) -> None:
    for field in fields(ClaimVocabulary):
        assert getattr(language.claims, field.name), field.name


@ALL
def test_what_a_model_may_claim_is_kept_from_what_it_may_not(language: Language) -> None:
    """A word that denies a claim, or makes a rule of it, is no claim."""
    claims = language.claims
    harmless = {*claims.conditions, *claims.negations, *claims.hedges}
    assert harmless.isdisjoint(
        {*claims.order_done, *claims.payment_done, *claims.free_words, *claims.discount_words}
    )


@ALL
def test_number_forms_have_values(language: Language) -> None:
    for entry in language.vocabulary.contacts.number_forms:
        assert float(entry.partition("=")[2].strip("*+")) > 0, entry


@ALL
def test_its_calendar_is_whole(language: Language) -> None:
    dates = language.dates
    assert {value for value, _ in dates.relative_days} == {-2, -1, 0, 1, 2}
    assert {value for value, _ in (*dates.weekdays, *dates.ambiguous_weekdays)} == set(range(7))
    assert {value for value, _ in dates.months} == set(range(1, 13)) or dates.month_nouns
    assert {value for value, _ in dates.numbers} >= {*range(1, 11), 20, 30}
    assert {value for value, _ in (*dates.day_parts, *dates.ambiguous_day_parts)} == {9, 14, 18, 21}
    for unit in ("minute_units", "hour_units", "day_units", "week_units", "month_units", "year_units"):
        assert getattr(dates, unit), unit


@ALL
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yes", "no"),
        ("yes", "wrong"),
        ("right", "wrong"),
        ("right", "no"),
        ("yes", "later"),
        ("human", "not_human"),
    ],
)
def test_no_phrase_is_two_opposite_things(language: Language, one: str, other: str) -> None:
    first, second = getattr(language.vocabulary, one), getattr(language.vocabulary, other)
    assert set(map(normalize, first)) & set(map(normalize, second)) == set()


def test_no_yes_of_one_language_is_a_no_of_another() -> None:
    yes = {
        normalize(phrase)
        for language in LANGUAGES.values()
        for phrase in (*language.vocabulary.yes, *language.vocabulary.right)
    }
    no = {
        normalize(phrase)
        for language in LANGUAGES.values()
        for phrase in (*language.vocabulary.no, *language.vocabulary.wrong)
    }
    assert yes & no == set()


@ALL
def test_the_buttons_are_understood(language: Language) -> None:
    replies, known = language.replies, {"known_name": "Айдар", "known_phone": "+77011234567"}
    assert heard(replies.button_yes, "confirm", language.code, **known).answer == "yes"
    assert heard(replies.button_no, "confirm", language.code, **known).answer == "no"
    assert heard(replies.button_human, "", language.code).wants_human


@ALL
def test_its_own_texts_are_in_the_language(language: Language) -> None:
    for name in ("ask_need", "ask_phone_unnamed", "confirmed_unnamed", "did_not_understand", "model_failed"):
        other = "ru" if language.code != "ru" else "kk"
        assert heard(texts(language)[name], "", other).language == language.code, name


@ALL
def test_a_number_word_counts_the_same_in_a_date_and_in_a_phone(language: Language) -> None:
    contacts = language.vocabulary.contacts
    amounts = parse_number_words((*contacts.number_words, *contacts.number_forms))
    words = {
        "".join(normalized_words(entry)): value for value, entries in language.dates.numbers for entry in entries
    }
    shared = amounts.keys() & words.keys()
    assert shared
    assert {word: amounts[word].amount for word in shared} == {word: words[word] for word in shared}
