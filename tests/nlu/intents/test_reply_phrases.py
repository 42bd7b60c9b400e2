"""Which phrases of assent and refusal answer a question, and which only stand in a story."""

import pytest

from fakes.phrases import read
from parley.nlu.intents.reply_phrases import ReplyPhrases


def kinds(text: str, language: str = "ru") -> set[str]:
    return set(ReplyPhrases(*read(text), language).kinds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # up to three words: whatever the language
        ("там всем дұрыс", {"yes"}),
        ("там всем вот дұрыс", set()),
        # up to four words: the message's own language, and Russian and English
        ("вот тут было хорошо", {"yes"}),
        ("а вот тут было хорошо", set()),
        # beyond that: the first two words, a clause of its own, or an explicit word
        ("ой хорошо всем там было", {"yes"}),
        ("yep всем там было вот", {"yes"}),
        ("там всем хорошо было вчера", set()),
        ("вчера весь день, хорошо, спасибо", {"yes"}),
        ("вчера весь день так хорошо, спасибо", set()),
        ("ну сегодня вот номер неправильный там", {"wrong"}),
        ("сегодня вот там пока потом давай", {"later"}),
        ("сегодня вот там всё верно у нас", {"right"}),
        # courtesy may stand in a clause of assent
        ("вчера весь день было, спасибо хорошо", {"yes"}),
        ("вчера весь день было, здравствуйте хорошо", {"yes"}),
        ("вчера весь день было, хорошо пока", {"yes"}),
        ("сегодня вот там номер дұрыс емес", set()),
    ],
)
def test_an_assent_in_the_middle_of_a_story_is_none(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "за", set()), ("ru", "так", set()), ("uk", "так", {"yes"}),
        ("ru", "kate dala", set()), ("ru", "Kate", {"wrong"}), ("ru", "durys", {"yes"}),
        ("ru", "durys bolat", set()), ("ru", "ой durys там", set()), ("ru", "дурыысс", {"yes"}),
        ("ru", "дурыысс там", set()), ("kk", "yes там", {"yes"}), ("kk", "okay там", {"yes"}),
        ("kk", "ол да келеді", set()),
        ("kk", "durys", {"yes"}), ("kk", "да", {"yes"}), ("mn", "yes", {"yes"}),
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_another_languages_assent_is_none(
    language: str, text: str, expected: set[str]
) -> None:
    assert kinds(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("kk", "уақытым жоқ", set()), ("kk", "үйім жоқ", set()), ("kk", "мм жоқ", {"no"}),
        ("kk", "рахмет жоқ", {"no"}), ("kk", "уақ жоқ", {"no"}), ("kk", "жоқ", {"no"}),
        ("kk", "да жоқ", {"no"}), ("kk", "уақытым, жоқ", {"no"}), ("kk", "жоқ уақытым", {"no"}),
        ("kk", "уақытым дұрыс", {"yes"}), ("ru", "дивана нет", {"no"}), ("ru", "нет 5", {"no"}),
        ("en", "no monday", {"no"}),
        ("en", "No. 5 Abay street", set()), ("en", "No 5", set()), ("en", "no, 5", {"no"}), ("en", "no", {"no"}),
    ],
)  # fmt: skip
def test_a_no_about_something_else_refuses_nothing(language: str, text: str, expected: set[str]) -> None:
    assert kinds(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("верно?", set()), ("да, верно, а когда позвоните?", {"yes"}), ("да верно а когда?", {"right"}),
        ("верно ли?", set()),
    ],
)  # fmt: skip
def test_a_question_answers_only_before_its_conjunction(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("не согласен", {"no"}), ("не. согласен", {"yes"}), ("согласен", {"yes"}), ("алдаагуй биш", {"no"})],
)
def test_a_negated_assent_is_a_no_within_its_clause(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


def test_the_negation_of_a_third_language_negates_nothing() -> None:
    assert kinds("дурыс емес", "kk") == {"wrong"}
    assert kinds("хорошо emas", "ru") == {"yes"}
    assert kinds("хорошо emas", "uz") == {"no"}
