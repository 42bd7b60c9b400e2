"""The language that a passage is written in."""

import pytest

from parley.runtime import Runtime
from parley.search.passage_language import passage_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Доставляем по Алматы за 1–2 дня, бесплатно при заказе от 50 000 ₸.", "ru"),
        ("We ship within the United States in 3–5 business days.", "en"),
        ("Алматы бойынша 1–2 күнде жеткіземіз, тегін.", "kk"),
        ("По Львову привозимо кур'єром наступного дня.", "uk"),
        ("Toshkent bo'ylab bepul, shu kunning o'zida yetkazamiz.", "uz"),
    ],
)
def test_a_passage_s_own_words_tell_its_language(runtime: Runtime, text: str, language: str) -> None:
    assert passage_language(runtime, text, "mn") == language


def test_a_text_without_words_is_in_the_company_s_language(runtime: Runtime) -> None:
    assert passage_language(runtime, "10:00–20:00", "kk") == "kk"
