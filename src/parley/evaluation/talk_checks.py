"""What an answer of a talk is judged by: what its case says, and manners that hold for every answer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from parley.demo.companies import DemoCompany
from parley.domain.understanding import Understanding
from parley.evaluation.cases import NluEngine
from parley.evaluation.talk_cases import TalkMessage
from parley.text.digits import only_digits

# Intents with which nobody asks for a contact (nlu/intents/examples): only courtesy, abuse, where and when.
_NO_TIME_TO_ASK = frozenset({"greet", "insult", "ask_hours", "ask_address"})
_CONTACT = ("name", "phone")
# Of so many answers running one may ask for a contact.
_ANSWERS_PER_REQUEST = 3
# With fewer words of its own a text has no language.
_MIN_WORDS = 3
# Longer pieces may stand anywhere in a word.
_MAX_WORD_START = 3
_SPELLINGS = str.maketrans({**dict.fromkeys("\u00a0\u202f\u2009", " "), **dict.fromkeys("’ʼʻ‘`´", "'"), "ё": "е"})
_DASHES = re.compile(r"[‐‑‒–—−]")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)(?: (?=[\d%])|[,'](?=\d{3}(?!\d)))")
# A number of at least nine digits, however it is written: no span of days or prices is that long and has no colon.
_PHONE = re.compile(r"\+?\(?\d(?:[ ()-]{0,2}\d){8,14}")
_QUOTE = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_QUESTION = re.compile(r"\?+")
_CLOSING_MARKS = " !)]»”\"'*_"
# In a question of a provider's own making: the state does not know of it.
_NAME_QUESTION = re.compile(
    r"\b(?:зовут|звать|обращ|ваше имя|звати|зверт|ваше ім|your name|call you|address you|атыңыз|есіміңіз|"
    r"ismingiz|nomingiz|кайрыл|нэр)",
    re.IGNORECASE,
)
_PHONE_QUESTION = re.compile(
    r"\b(?:номер|телефон|your (?:phone |contact )?number|raqam|telefon|нөмір|дугаар|утас)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TalkAnswer:
    """An answer as it is judged."""

    #: the customer's message
    said: str
    text: str
    #: ISO
    language: str
    #: what it asks of the customer, in the words of `ExpectedQuestion`
    asks: str
    cards: Sequence[Mapping[str, object]]
    #: what was understood of the message
    understanding: Understanding
    #: whether the message gave a name, a number, an address or a part of it
    gives_contact: bool = False
    hands_over: bool = False
    #: no answer could be made
    failed: bool = False


@dataclass(frozen=True, slots=True)
class TalkSetting:
    """What the answers of one talk have in common."""

    nlu: NluEngine
    #: the shop's own language
    shop_language: str
    #: documents and descriptions, as `normalize_text` returns them
    shop_texts: str
    #: names of products and of the shop, the longest first, as `normalize_text` returns them
    shop_names: tuple[str, ...]
    #: those that an answer may be in
    languages: frozenset[str]


def describe_setting(nlu: NluEngine, shop: DemoCompany, languages: Iterable[str]) -> TalkSetting:
    """Returns what the answers of a talk with a shop have in common."""
    names = {shop.name, *(str(product["name"]) for product in shop.products)}
    names |= {_QUOTE.sub(" ", name) for name in names}
    texts = [shop.description, *(text for _, text in shop.documents)]
    for product in shop.products:
        texts += [str(product.get("description", "")), *map(str, product.get("features", ()))]
    return TalkSetting(
        nlu,
        shop.language,
        normalize_text(" \n ".join(texts)),
        tuple(sorted(map(normalize_text, names), key=len, reverse=True)),
        frozenset(languages),
    )


def normalize_text(text: str) -> str:
    """Returns a text in small letters, with one kind of spaces, dashes and apostrophes, numbers without spaces, and
    phones as digits alone."""
    plain = _DASHES.sub("-", text.casefold().translate(_SPELLINGS)).replace("*", "")
    plain = _PHONE.sub(lambda phone: only_digits(phone[0]), plain)
    return _SPACE_IN_NUMBER.sub("", " ".join(plain.split()))


def find_question(expected_reply: str, text: str) -> str:
    """Returns what an answer asks of the customer, in the words of `ExpectedQuestion`. The stored state decides;
    where it knows of no question, the last one of the text does, for a model may ask by itself."""
    if expected_reply not in ("", "need"):
        return "slot" if expected_reply == "step" else expected_reply
    questions = [sentence for sentence in _SENTENCE_END.split(text) if "?" in sentence]
    if not questions:
        return "nothing"
    if _NAME_QUESTION.search(questions[-1]):
        return "name"
    return "phone" if _PHONE_QUESTION.search(questions[-1]) else "nothing"


def find_faults(message: TalkMessage, talk: Sequence[TalkAnswer], setting: TalkSetting) -> list[str]:
    """Returns in words what is wrong with the last answer of a talk, by its label and by manners."""
    answer = talk[-1]
    if answer.failed:
        return ["no answer could be made"]
    faults = [*_label_faults(message, answer)]
    for fault in _MANNERS:
        if fault in _MANNERS_OF_ASKING and message.asks not in ("anything", "nothing"):
            continue  # the label says what is right here
        faults.append(fault(talk, setting))
    return [fault for fault in faults if fault]


def _label_faults(message: TalkMessage, answer: TalkAnswer) -> Iterable[str]:
    text = normalize_text(answer.text)
    shown = f"{text} {normalize_text(' '.join(map(_card_text, answer.cards)))}"
    for wanted in message.has:
        if not any(_occurs(piece, shown) for piece in wanted.split("|")):
            yield f"has no '{wanted}'"
    for unwanted in message.lacks:
        if any(_occurs(piece, text) for piece in unwanted.split("|")):
            yield f"has '{unwanted}'"
    if not _is_expected_question(message.asks, answer.asks):
        yield f"asks {answer.asks} instead of {message.asks}"
    if message.cards is not None and (message.cards == "some") != bool(answer.cards):
        yield f"offers {'some' if answer.cards else 'no'} products"


def _occurs(piece: str, shown: str) -> bool:
    """Tells whether a piece is part of what is shown. Two letters have to be a word of their own, three to begin
    one: "нет" is not in "интернет"."""
    wanted = normalize_text(piece)
    if not wanted.isalpha() or len(wanted) > _MAX_WORD_START:
        return wanted in shown
    end = r"\b" if len(wanted) < _MAX_WORD_START else ""
    return re.search(rf"\b{wanted}{end}", shown) is not None


def _card_text(card: Mapping[str, object]) -> str:
    """Returns what a customer reads on a card at a glance."""
    price = card.get("price")
    number = f"{price:g}" if isinstance(price, float) and price < 1e6 else str(price if price is not None else "")
    return f"{card.get('name', '')} {number}"


def _is_expected_question(expected: str, asked: str) -> bool:
    return expected in ("anything", asked) or (expected == "contact" and asked in _CONTACT)


def _repeats_itself(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    text = normalize_text(talk[-1].text)
    return "the same answer again" if any(normalize_text(earlier.text) == text for earlier in talk[:-1]) else ""


def _asks_at_the_wrong_moment(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    """Whoever is passed on to a person because of trouble may be asked for a number: the person has to call."""
    answer = talk[-1]
    if answer.asks not in _CONTACT or answer.gives_contact:
        return ""
    if answer.understanding.reports_trouble:
        is_needed = answer.asks == "phone" and answer.hands_over
        return "" if is_needed else f"asks {answer.asks} with a complaint"
    intents = frozenset(answer.understanding.intents) - {"thanks", "goodbye"}
    only_greets = answer.understanding.greeting and not answer.understanding.search_text
    if (intents and intents <= _NO_TIME_TO_ASK) or only_greets:
        return f"asks {answer.asks} with {', '.join(sorted(intents)) or 'a greeting'}"
    return ""


def _asks_too_often(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    recent = [answer.asks in _CONTACT and not answer.gives_contact for answer in talk[-_ANSWERS_PER_REQUEST:]]
    return "asks for a contact again" if recent[-1] and sum(recent) > 1 else ""


def _asks_more_than_one_question(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    text = _QUOTE.sub("", talk[-1].text)
    questions = _QUESTION.findall(text)
    if len(questions) > 1:
        return "asks more than one question"
    return "its question is not at its end" if questions and not _ends_with_question(text) else ""


def _ends_with_question(text: str) -> bool:
    """Tells whether a question ends the text. A sentence behind it, in the same line, may say how to answer: "What
    is the address? Street and house, please." """
    behind = text[text.rindex("?") + 1 :].rstrip().lstrip(_CLOSING_MARKS)
    return "\n" not in behind and len(_SENTENCE_END.split(behind)) == 1


def _speaks_another_language(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    answer = talk[-1]
    if answer.language not in setting.languages:
        return f"is in {answer.language}"
    own = " . ".join(sentence for sentence in _sentences(answer.text) if sentence not in setting.shop_texts)
    found = _find_language(own, answer.language, setting)
    return "" if found == answer.language else f"has words in {found}"


def _passes_quotes_off(talk: Sequence[TalkAnswer], setting: TalkSetting) -> str:
    """What a document says in another language is a quote: in quotation marks, or behind own words in the same
    paragraph."""
    answer = talk[-1]
    if answer.language == setting.shop_language:
        return ""
    for paragraph in answer.text.split("\n\n"):
        sentences = _sentences(paragraph)
        first = next((sentence for sentence in sentences[:1] if sentence in setting.shop_texts), "")
        if _find_language(first, answer.language, setting) != answer.language:
            return "quotes another language as its own"
    return ""


def _sentences(text: str) -> list[str]:
    """Returns the sentences that stand in no quotation marks."""
    pieces = (normalize_text(piece).strip(" .!?•->#") for piece in _SENTENCE_END.split(_QUOTE.sub(" ", text)))
    return [piece for piece in pieces if piece]


def _find_language(text: str, prior: str, setting: TalkSetting) -> str:
    """Returns the language of a text without the names in it; `prior` for one that is too short to tell."""
    for name in setting.shop_names:
        text = text.replace(name, " ")
    words = re.findall(r"[^\W\d_][\w']+", text)
    return setting.nlu.understand(" ".join(words), prior).language if len(words) >= _MIN_WORDS else prior


Manner = Callable[[Sequence[TalkAnswer], TalkSetting], str]

_MANNERS_OF_ASKING: tuple[Manner, ...] = (_asks_at_the_wrong_moment, _asks_too_often)
_MANNERS: tuple[Manner, ...] = (
    *_MANNERS_OF_ASKING,
    _repeats_itself,
    _asks_more_than_one_question,
    _speaks_another_language,
    _passes_quotes_off,
)
