"""A question to a company's data, and the pieces of it that are asked by themselves."""

from fakes.listener import understood_message
from parley.domain.company import CompanyConfig
from parley.search.question import Question

TROUBLE = "купил у вас чайник, не греет"


def test_what_a_piece_wants_is_not_asked_again(company: CompanyConfig) -> None:
    question = Question(company, understood_message(TROUBLE))
    assert question.understanding.intents
    assert question.about("купил у вас чайник").understanding.intents == ()


def test_the_whole_message_keeps_what_it_wants(company: CompanyConfig) -> None:
    question = Question(company, understood_message(TROUBLE))
    assert question.about(TROUBLE).understanding.intents == question.understanding.intents
