"""A listener hears one answer, whatever becomes of the attempts to make it."""

from parley.conversation.answer_stream import AnswerStream


def heard(*attempts: list[str], stored: str) -> str:
    """What is heard of attempts that failed, and of the answer that was stored in the end."""
    pieces: list[str] = []
    stream = AnswerStream(pieces.append)
    for attempt in attempts:
        emit = stream.begin()
        for piece in attempt:
            emit(piece)
        stream.fail()
    stream.complete(stored)
    return "".join(pieces)


def test_an_answer_is_heard_as_it_is_made_and_not_again_when_it_is_stored() -> None:
    pieces: list[str] = []
    stream = AnswerStream(pieces.append)
    emit = stream.begin()
    emit("Добрый ")
    emit("день!")
    assert pieces == ["Добрый ", "день!"]
    stream.end()
    stream.complete("Добрый день!")
    assert pieces == ["Добрый ", "день!"]


def test_what_was_stored_without_an_attempt_of_ours_is_heard_whole() -> None:
    assert heard(stored="Добрый день!") == "Добрый день!"


def test_of_a_second_attempt_only_what_is_new_is_heard() -> None:
    assert heard(["Добрый "], ["Добрый ", "день!"], stored="Добрый день!") == "Добрый день!"
    assert heard(["Добрый день!"], ["Добрый день!"], stored="Добрый день!") == "Добрый день!"


def test_another_answer_than_was_begun_is_a_new_paragraph() -> None:
    assert heard(["Добрый "], ["Привет!"], stored="Привет!") == "Добрый \n\nПривет!"
    assert heard(["Заявка принята."], stored="Извините.") == "Заявка принята.\n\nИзвините."


def test_words_wait_while_the_claim_may_be_another_s() -> None:
    pieces: list[str] = []
    stream, ours = AnswerStream(pieces.append), [True, False, True]
    emit = stream.begin(lambda: ours.pop(0))
    for piece in ("раз ", "два ", "три"):
        emit(piece)
    assert pieces == ["раз ", "два три"]


def test_of_an_attempt_whose_claim_another_has_nothing_more_is_heard_than_before() -> None:
    pieces: list[str] = []
    stream, ours = AnswerStream(pieces.append), [True, False]
    emit = stream.begin(lambda: ours.pop(0))
    emit("Наш ")
    emit("ответ.")
    stream.end()
    stream.complete("Их ответ.")
    assert "".join(pieces) == "Наш \n\nИх ответ."


def test_who_heard_a_whole_answer_hears_no_second_one_where_another_was_stored() -> None:
    pieces: list[str] = []
    stream = AnswerStream(pieces.append)
    stream.begin()("Наш ответ.")
    stream.end()
    stream.complete("Их ответ.")
    assert pieces == ["Наш ответ."]
