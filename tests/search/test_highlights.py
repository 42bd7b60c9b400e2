"""Of a long passage, what holds the answer."""

from hypothesis import given
from hypothesis import strategies as st

from parley.concepts.token import concept_tokens
from parley.search.highlights import HIGHLIGHT_CHARS, extract_highlight

LONG = (
    "Мы работаем с 2010 года и любим своё дело. Наш склад находится в Алматы, а офисы есть в трёх городах. "
    "Доставка по Алматы занимает два дня и стоит 2000 ₸. В другие города заказ едет неделю. "
    "Гарантия на технику один год, на мебель два года. "
    "Возврат принимаем четырнадцать дней при сохранённой упаковке. "
    "Оплатить можно картой, наличными или в рассрочку на двенадцать месяцев без переплаты."
)


def test_a_short_passage_is_quoted_whole() -> None:
    assert extract_highlight("Доставка два дня.", concept_tokens("гарантия")) == "Доставка два дня."


def test_a_long_passage_begins_with_the_sentence_that_answers() -> None:
    assert extract_highlight(LONG, concept_tokens("гарантия на мебель")).startswith("Гарантия на технику")
    assert extract_highlight(LONG, concept_tokens("сколько стоит доставка")).startswith("Доставка по Алматы")


def test_without_a_matching_word_a_highlight_begins_at_the_beginning() -> None:
    assert extract_highlight(LONG, concept_tokens("велосипед")).startswith("Мы работаем")


@given(st.text(max_size=2000))
def test_a_highlight_is_never_too_long(text: str) -> None:
    assert len(extract_highlight(text, concept_tokens("доставка"))) <= 2 * HIGHLIGHT_CHARS + 1
