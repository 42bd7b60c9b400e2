"""What only closes a talk, and what accepts an offer with thanks."""

import pytest

from fakes.listener import heard


@pytest.mark.parametrize("text", [
    "понял, всё, спасибо, пока", "ясно, пока", "ладно, до связи", "на этом всё, спасибо", "больше ничего, пока",
    "ok bye then", "thats all thanks", "ok gotta go", "alright see ya", "nothing else, thanks",
    "жарайды, рахмет, сау болыңыз", "жарайды сау бол", "басқа сұрағым жоқ рахмет",
    "макул анда, рахмат, жакшы калыңыз", "болду кош", "башка суроом жок",
    "bo'ldi rahmat, xayr", "ok mayli xayr", "boshqa savolim yo'q rahmat",
    "дякую, все, па", "ну все, до побачення", "дякую, більше нічого",
    "за баярлалаа, баяртай", "за болсон за", "өөр асуух юм алга",
])  # fmt: skip
def test_whoever_closes_a_talk_takes_leave_and_accepts_nothing(text: str) -> None:
    understanding = heard(text)
    assert understanding.goodbye
    assert (understanding.answer, understanding.search_text, understanding.question) == ("", "", False)


@pytest.mark.parametrize("text", [
    "ок спасибо", "всё понятно, спасибо", "ok thanks", "got it, thanks", "ок рахмет", "түшүндүм рахмат",
    "tushundim rahmat", "зрозуміло, дякую", "ойлголоо баярлалаа",
])  # fmt: skip
def test_thanks_for_an_answer_accept_no_offer(text: str) -> None:
    understanding = heard(text)
    assert (understanding.thanks, understanding.answer, understanding.content_words) == (True, "", ())


@pytest.mark.parametrize(
    "text", ["да, спасибо", "yes thanks", "ооба, рахмат", "ha, rahmat", "так, дякую", "тийм, баярлалаа"]
)
def test_a_plain_yes_with_thanks_accepts(text: str) -> None:
    assert heard(text).answer == "yes"


def test_a_read_back_is_confirmed_by_ok_and_thanks() -> None:
    assert heard("хорошо, спасибо", "confirm").answer == "yes"


@pytest.mark.parametrize(
    "text", ["спасибо, а доставка есть?", "ок, пока нет денег на диван", "that's all you have?"]
)
def test_whoever_says_more_does_not_only_close(text: str) -> None:
    understanding = heard(text)
    assert understanding.search_text or understanding.question
