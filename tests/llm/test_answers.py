"""The wording of what was found for several questions."""

import pytest

from parley.domain.lead import DialogueAct
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import PassageHit, SearchResults
from parley.domain.understanding import Understanding
from parley.languages.registry import find_languages
from parley.llm.answers import answers_in_order, passage_text

RU = find_languages()["ru"].replies
DELIVERY = SearchResults(passages=[PassageHit("", "Два дня.", 1.0, answer="Два дня.")])
WARRANTY = SearchResults(passages=[PassageHit("", "Год.", 1.0, answer="Год.")])
UNKNOWN = SearchResults(unanswered=["а с собакой?"])


def told(results: SearchResults) -> str:
    context = PromptContext("Demo", "", "ru", DialogueAct.ANSWER, Understanding("ru"), results)
    return answers_in_order(
        context, RU, lambda each, _: each.results.passages[0].answer if each.results.passages else ""
    )


def several(*parts: SearchResults) -> SearchResults:
    return SearchResults(parts=parts, unanswered=[text for part in parts for text in part.unanswered])


def test_each_question_is_answered_in_its_turn_and_the_same_answer_once() -> None:
    assert told(several(WARRANTY, DELIVERY, WARRANTY)) == "Год.\n\nДва дня."


def test_what_nobody_knows_comes_last() -> None:
    assert told(several(UNKNOWN, DELIVERY)).split("\n\n") == [
        "Два дня.",
        RU.unanswered.format(questions="«а с собакой»"),
    ]


def test_where_nothing_was_found_there_is_nothing_to_word() -> None:
    assert told(several(UNKNOWN, UNKNOWN)) == ""


@pytest.mark.parametrize("code", ["ru", "en", "kk", "ky", "uz", "uk", "mn"])
def test_another_language_is_quoted_and_a_profile_worded(code: str) -> None:
    replies = find_languages()[code].replies
    quoted = passage_text(PassageHit("", "x", 1.0, answer="Zwei Jahre.", language="de"), code, replies)
    assert quoted == replies.quoted_document.format(text="Zwei Jahre.")
    info = passage_text(PassageHit("", "x", 1.0, answer="10:00–20:00", info_topic="hours"), code, replies)
    assert info == replies.info_hours.format(value="10:00–20:00")
