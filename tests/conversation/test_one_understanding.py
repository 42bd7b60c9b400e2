"""A message is tokenised, annotated and understood once, however many parts of a turn look at it."""

from collections import Counter
from collections.abc import Sequence

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from fakes.tokenizations import watched_tokenizations
from parley.bootstrap import assemble_runtime
from parley.companies.manage import set_widget_enabled
from parley.concepts.matcher import Annotation
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.message import TextAnalyzer
from parley.runtime import Runtime
from parley.text.tokenize import TokenizedText


class CountingAnalyzer(TextAnalyzer):
    """Counts how often each text is tokenised, its words are annotated, and it is understood."""

    def __init__(self, rt: Runtime) -> None:
        super().__init__(rt.phrase_matcher)
        self.tokenized_texts, self.annotated_words = Counter[str](), Counter[tuple[str, ...]]()
        self.understood_texts = Counter[str]()

    def tokenize(self, text: str) -> TokenizedText:
        self.tokenized_texts[text] += 1
        return super().tokenize(text)

    def annotate(self, words: Sequence[str]) -> Sequence[Annotation]:
        self.annotated_words[tuple(words)] += 1
        return super().annotate(words)

    def understand(self, tokenized: TokenizedText, context: MessageContext) -> Understanding:
        self.understood_texts[tokenized.text] += 1
        return super().understand(tokenized, context)

    def forget(self) -> None:
        for counter in (self.tokenized_texts, self.annotated_words, self.understood_texts):
            counter.clear()


async def counting_talk(runtime: Runtime, slug: str) -> tuple[Talk, CountingAnalyzer]:
    analyzer = CountingAnalyzer(runtime)
    rt = assemble_runtime(runtime.settings, runtime.db, runtime.queue, runtime.http, analyzer=analyzer)
    return await Talk.begin(rt, await planted(rt, slug)), analyzer


# A question of several is read by itself, and once more where it is completed with what was spoken of.
_MOST_READINGS_OF_A_PIECE = 2
SHOP_TALK = [
    "Здравствуйте",
    "есть ноутбуки?",
    "а доставка есть?",
    "чем отличаются ноутбуки asus и lenovo?",
    "наушники до 20000 тенге",
    "Сколько стоит доставка и какие есть диваны?",
    "Сабина",
    "8 701 234 56 78",
    "да",
    "спасибо, до свидания",
]
PROVIDER_ORDER = [
    "Здравствуйте",
    "для дома",
    "какие есть тарифы?",
    "сколько стоит премиум?",
    "а ул. Мясницкая, д. 7 подключена?",
    "Премиум",
    "2 камеры",
    "нет",
    "ул. Мясницкая, д. 5",
    "да, квартира 12",
    "Сабина",
    "8 901 234 56 78",
    "sabina@example.com",
    "завтра в 5 p.m.",
    "лучше в четверг в 15:00",
    "верно",
    "по рекомендации друзей",
]


@pytest.mark.parametrize(("slug", "messages"), [("demo", SHOP_TALK), ("aida", PROVIDER_ORDER)])
async def test_every_message_is_read_once(runtime: Runtime, slug: str, messages: list[str]) -> None:
    talk, analyzer = await counting_talk(runtime, slug)
    for text in messages:
        analyzer.forget()
        await talk.say(text)
        assert analyzer.tokenized_texts[text] == 1
        assert analyzer.understood_texts[text] == 1
        assert max(analyzer.tokenized_texts.values()) <= _MOST_READINGS_OF_A_PIECE, text
        assert max(analyzer.annotated_words.values(), default=0) <= _MOST_READINGS_OF_A_PIECE, text


@pytest.mark.parametrize(("slug", "messages"), [("demo", SHOP_TALK), ("aida", PROVIDER_ORDER)])
async def test_nobody_tokenises_a_message_by_themselves(runtime: Runtime, slug: str, messages: list[str]) -> None:
    first_talk, analyzer = await counting_talk(runtime, slug)
    for text in messages:
        await first_talk.say(text)  # word lists are compiled when they are first asked for
    talk = Talk(first_talk.rt, first_talk.company_id, who="v_2")
    for text in messages:
        analyzer.forget()
        with watched_tokenizations() as counts:
            await talk.say(text)
        assert counts[text] == 1, "nobody reads a message beside the analyzer"
        assert max(counts[piece] for piece in counts if piece in text) <= _MOST_READINGS_OF_A_PIECE, text
        pieces = {piece for piece in counts if piece in text}
        assert pieces <= analyzer.tokenized_texts.keys(), text


async def test_an_ordinary_question_is_all_that_is_read(runtime: Runtime) -> None:
    talk, analyzer = await counting_talk(runtime, "demo")
    await talk.say("есть ноутбуки?")
    assert [*analyzer.tokenized_texts] == ["есть ноутбуки?"]
    assert [*analyzer.annotated_words] == [("есть", "ноутбуки")]
    assert [*analyzer.understood_texts] == ["есть ноутбуки?"]


async def test_a_question_without_its_subject_is_read_once_more_with_it(runtime: Runtime) -> None:
    talk, analyzer = await counting_talk(runtime, "demo")
    await talk.say("сколько стоит доставка?")
    analyzer.forget()
    await talk.say("а в Астану?")
    assert analyzer.understood_texts == {"а в Астану?": 1, "сколько стоит доставка?\nа в Астану?": 1}


async def test_the_rest_of_a_phone_is_read_once_more_with_its_beginning(runtime: Runtime) -> None:
    talk, analyzer = await counting_talk(runtime, "demo")
    for text in ("хочу заказать диван", "Сабина", "8 701 234"):
        await talk.say(text)
    analyzer.forget()
    await talk.say("56 78")
    assert analyzer.understood_texts == {"56 78": 1, "8 701 234 56 78": 1}


async def test_digits_from_abroad_are_understood_once_more_as_a_number_of_there(runtime: Runtime) -> None:
    talk, analyzer = await counting_talk(runtime, "demo")
    await talk.say("Сайн байна уу, буйдан байна уу?")
    analyzer.forget()
    await talk.say("Миний дугаар 99112233")
    assert analyzer.tokenized_texts["Миний дугаар 99112233"] == 1
    assert analyzer.understood_texts["Миний дугаар 99112233"] <= 2
    assert (await talk.lead()).contact_info.get("phone_e164") == "+97699112233"


async def test_a_company_that_is_closed_understands_nothing(runtime: Runtime) -> None:
    talk, analyzer = await counting_talk(runtime, "demo")
    await set_widget_enabled(talk.rt, talk.company_id, False)
    answer = await talk.say("есть ноутбуки?")
    assert answer.text == "Виджет временно отключен / Widget temporarily disabled"
    assert not analyzer.tokenized_texts
