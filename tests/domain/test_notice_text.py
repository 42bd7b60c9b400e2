"""The lines of a notice, the same for every way of telling."""

import pytest

from fakes.outside import notice
from parley.domain.notice_text import header_lines, notice_plain_text, remark_lines, summary_line


def test_every_line_is_one_line_whatever_the_customer_wrote() -> None:
    lead_notice = notice(
        name="Сакен\n📱", phone="+7\n707", email="a\nb", lines=[("Мой\nтариф", "а\nб")], summary="в\nг"
    )
    assert header_lines(lead_notice)[1:6] == [
        "👤 Имя: Сакен 📱",
        "📱 Телефон: +7 707",
        "✉️ E-mail: a b",
        "▫️ Мой тариф: а б",
        "💼 Область: в г",
    ]


def test_the_field_of_interest_has_120_characters_at_most() -> None:
    (line,) = [line for line in header_lines(notice(summary="я" * 200)) if line.startswith("💼")]
    assert line == "💼 Область: " + "я" * 120


@pytest.mark.parametrize(
    ("uncertain", "corrected", "remarks"),
    [(False, False, ""), (True, False, "⚠️"), (False, True, "✏️"), (True, True, "⚠️✏️")],
)
def test_a_repetition_is_told_before_a_correction(uncertain: bool, corrected: bool, remarks: str) -> None:
    lines = remark_lines(notice(uncertain=uncertain, corrected=corrected))
    assert "".join(line.split()[0] for line in lines) == remarks


def test_a_summary_that_the_lines_say_already_is_not_told_twice() -> None:
    lines = [("Тариф", "Премиум"), ("Роутер", "в подарок")]
    assert summary_line(notice(lines=lines, summary="Тариф: Премиум; Роутер: в подарок")) == ""
    assert summary_line(notice(lines=lines, summary="Спешит")) == "📊 Анализ: Спешит"
    assert summary_line(notice(summary="")) == ""


def test_the_plain_text_has_the_dialogue_before_the_analysis() -> None:
    assert notice_plain_text(notice()).endswith(
        "📝 Диалог:\nКлиент: Нужна реклама\nБот: Как к вам обращаться?\nКлиент: Сакен\n\n📊 Анализ: Маркетинг"
    )
