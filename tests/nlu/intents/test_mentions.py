"""What messages want: several things at once, each in its place; and how well the examples kept aside are read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import pytest

from parley import bootstrap
from parley.domain.understanding import HUMAN_INTENTS, TROUBLE_INTENTS, MessageContext
from parley.evaluation.cases import NluEngine
from parley.evaluation.sets import PART_FOLDERS
from parley.nlu.intents.classifier import load_classifier
from parley.nlu.intents.features import compile_cues
from parley.nlu.intents.mentions import IntentMention, find_intents
from parley.nlu.understand import understand_tokens
from parley.text.tokenize import tokenize


class LabelledCase(msgspec.Struct):
    say: str
    wants: list[str]


class Share(NamedTuple):
    precision: float
    recall: float


@pytest.fixture(scope="module")
def nlu() -> NluEngine:
    return NluEngine(*bootstrap.compile_vocabularies())


def read_aside(name: str) -> Mapping[str, Sequence[LabelledCase]]:
    file = PART_FOLDERS["aside"] / name
    return msgspec.yaml.decode(file.read_bytes(), type=dict[str, list[LabelledCase]])


@pytest.fixture(scope="module")
def aside() -> Mapping[str, Sequence[LabelledCase]]:
    return read_aside("intents.yaml")


def share_of(pairs: Sequence[tuple[bool, bool]]) -> Share:
    """(wanted, found) of each message."""
    both = sum(wanted and found for wanted, found in pairs)
    return Share(both / sum(found for _, found in pairs), both / sum(wanted for wanted, _ in pairs))


def mentions_in(nlu: NluEngine, text: str) -> Sequence[IntentMention]:
    tokenized = tokenize(text)
    matches = nlu.matcher.find_matches(tokenized.tokens)
    cues = compile_cues(nlu.matcher).find_matches(tokenized.tokens)
    return find_intents(tokenized, matches, cues, load_classifier())


def test_two_wishes_in_one_message_are_found_where_they_stand(nlu: NluEngine) -> None:
    mentions = {mention.intent: mention for mention in mentions_in(nlu, "с ботом говорить не буду, спасибо")}
    assert (mentions["thanks"].start, mentions["thanks"].end) == (5, 6)
    assert mentions["refuse_bot"].start == 0


def test_intents_are_named_in_the_order_of_the_text(nlu: NluEngine) -> None:
    text = "с ботом говорить не буду, спасибо"
    assert nlu.understand(text, "ru").intents == tuple(mention.intent for mention in mentions_in(nlu, text))


def test_a_piece_that_is_searched_for_is_not_classified_again(nlu: NluEngine) -> None:
    tokenized = tokenize("купил чайник, не греет")
    whole = understand_tokens(tokenized, MessageContext(), nlu.matcher)
    piece = understand_tokens(tokenized, MessageContext(is_piece=True), nlu.matcher)
    assert "report_problem" in whole.intents
    assert piece.intents == ()


def test_nothing_is_wanted_by_an_empty_message(nlu: NluEngine) -> None:
    assert find_intents(tokenize("…"), [], [], load_classifier()) == ()


def test_trouble_kept_aside_is_found(nlu: NluEngine, aside: Mapping[str, Sequence[LabelledCase]]) -> None:
    share = share_of(
        [
            (not TROUBLE_INTENTS.isdisjoint(case.wants), nlu.understand(case.say, language).reports_trouble)
            for language, cases in aside.items()
            for case in cases
        ]
    )
    assert share.precision >= 0.93
    assert share.recall >= 0.78


def test_wishes_for_a_person_kept_aside_are_found(
    nlu: NluEngine, aside: Mapping[str, Sequence[LabelledCase]]
) -> None:
    share = share_of(
        [
            (not HUMAN_INTENTS.isdisjoint(case.wants), nlu.understand(case.say, language).wants_human)
            for language, cases in aside.items()
            for case in cases
        ]
    )
    assert share.precision >= 0.93
    assert share.recall >= 0.72


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("strangers.yaml", 0.95, 0.76), ("voices.yaml", 0.95, 0.62), ("newcomers.yaml", 0.87, 0.52)],
)
def test_strangers_who_need_a_person_are_told_from_those_who_only_look_like_it(
    nlu: NluEngine, name: str, precision: float, recall: float
) -> None:
    share = share_of(
        [
            (
                not (TROUBLE_INTENTS | HUMAN_INTENTS).isdisjoint(case.wants),
                nlu.understand(case.say, language).needs_human,
            )
            for language, cases in read_aside(name).items()
            for case in cases
        ]
    )
    assert share.precision >= precision
    assert share.recall >= recall


@pytest.mark.parametrize(
    ("intent", "precision", "recall"),
    [("insult", 0.9, 0.65), ("object_price", 0.85, 0.6), ("bargain", 0.85, 0.65), ("delete_data", 0.9, 0.85)],
)
def test_what_is_answered_calmly_is_found(nlu: NluEngine, intent: str, precision: float, recall: float) -> None:
    share = share_of(
        [
            (intent in case.wants, intent in nlu.understand(case.say, language).intents)
            for language, cases in read_aside("voices.yaml").items()
            for case in cases
        ]
    )
    assert share.precision >= precision
    assert share.recall >= recall


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "нужен человек для уборки"),
        ("en", "need a person to clean my flat"),
        ("kk", "үй жинайтын адам керек"),
        ("ky", "үй тазалай турган киши керек"),
        ("uz", "uy tozalaydigan odam kerak"),
        ("uk", "потрібна людина для прибирання"),
        ("mn", "гэр цэвэрлэх хүн хэрэгтэй"),
    ],
)
def test_somebody_who_is_hired_or_asked_about_is_no_wish_for_a_person(
    nlu: NluEngine, language: str, text: str
) -> None:
    assert not nlu.understand(text, language).wants_human


@pytest.mark.parametrize(
    "text",
    [
        "Купил неделю назад холодильник, не морозит!",
        "my laptop won't turn on",
        "третий день нет интернета",
        "звоню третий раз, никто не отвечает",
        "екі күн болды интернет жоқ",
        "internet ishlamayapti ikki kundan beri",
    ],
)
def test_trouble_is_no_wish_for_goods(nlu: NluEngine, text: str) -> None:
    assert nlu.understand(text, "ru").reports_trouble


@pytest.mark.parametrize(
    "text", ["нужен холодильник", "i want a laptop", "хочу подключить интернет", "кран течёт, нужен сантехник"]
)
def test_a_wish_for_goods_is_no_trouble(nlu: NluEngine, text: str) -> None:
    assert not nlu.understand(text, "ru").reports_trouble
