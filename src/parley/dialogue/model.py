"""Describes flows, and where a dialogue stands in one: the types that flows, slot filling and policy share.

A flow is data: slots, each of which finds out one thing. `policy.py` decides which is asked for next,
`slot_readers.py` reads the answers, `yaml_flow.py` makes a flow of a company's own YAML. What only one flow needs
is a small function in that flow's file."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from parley.dialogue.intent_policy import OTHER, Move
from parley.dialogue.order_reading import OrderChange
from parley.dialogue.order_talk import OrderTalk
from parley.domain.company import CompanyConfig
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.turn import Turn
from parley.domain.understanding import Understanding
from parley.languages.base import Replies
from parley.nlu.choices import ChoiceReading
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.message import UnderstoodMessage
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.services import Services
from parley.text.tokenize import TokenizedText
from parley.text.word_list import WordList, split_entries

# Words by language code; a text under "" serves every language that has none of its own.
LocalizedText = Mapping[str, str]
# What is known so far, ready for JSON, by the slot's name.
SlotValues = Mapping[str, Any]
# What the flow looked up for this turn (tariffs, …); whatever its own functions need.
FlowFacts = Mapping[str, Any]
SlotKind = Literal["choice", "yes_no", "number", "text", "address", "when", "name", "phone", "email"]

# Kept in the draft itself and read on every turn, whatever is asked.
CONTACT_KINDS: tuple[SlotKind, ...] = ("name", "phone", "email")
# Words that ask for a price and can stand in no answer.
PRICE_WORDS = WordList(
    split_entries(
        "сколько, скока, цена, цены, цену, стоит, стоят, стоимост*, почем, дорого, how much, price, cost, costs, "
        "скільки, ціна, коштує, қанша, баға*, канча, баасы, qancha, narx*, канча, нарх*, хэд, үнэ"
    )
)
WISH_WORDS = WordList(
    split_entries(
        "хочу, хотим, хотел бы, хотела бы, нужен, нужна, нужно, нужны, надо, давайте, давай, подключ*, оформ*, "
        "want, need, i'd like, would like, sign me up, хочемо, потріб*, треба, підключ*, під'єдна*, керек, "
        "қосыңыз*, қостыр*, қосқы*, туташтыр*, kerak, ulat*, улат*, хэрэгтэй, холбуул*, тавиул*, авъя, авмаар"
    )
)
NO = "no"
YES = "yes"


@dataclass(frozen=True, slots=True)
class SlotOption:
    """One answer of a choice."""

    #: what is kept
    value: str
    #: what a button and a read-back say
    label: LocalizedText
    #: what people type
    words: WordList
    #: the flow's own, a price say
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A customer's message as the slots read it."""

    message: UnderstoodMessage
    #: the flow's answers so far; while slots are filled, with those of this message
    slot_values: SlotValues
    facts: FlowFacts
    #: the customer's time, aware
    now: datetime
    calendar: DateMatcher
    replies: Replies
    matcher: PhraseMatcher
    language: str = ""
    #: what the last answer said
    previous_answer: str = ""
    #: the slot that the last answer asked for
    requested_slot: str = ""
    #: whether that is the slot that reads now
    is_requested: bool = False

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def tokenized(self) -> TokenizedText:
        return self.message.tokenized

    @property
    def understanding(self) -> Understanding:
        return self.message.understanding

    @property
    def choices(self) -> ChoiceReading:
        return self.message.choices

    @property
    def is_question(self) -> bool:
        """Whether the customer asks something: a question chooses nothing, unless it comes with a wish to order."""
        understanding = self.understanding
        # "тариф" is understood as a word of prices as well, and is what a choice may be called.
        asks_price = understanding.asks_price and PRICE_WORDS.matches(self.tokenized)
        # "Тот, что за 1490" has a question's word and answers one, and so does "не в 9, а в 11".
        states = self.is_requested or self.wants_order or understanding.correction or self.choices.replaces
        has_question = understanding.question and ("?" in self.text or not states)
        return (has_question or asks_price or understanding.asks_catalogue) and not understanding.ready_to_order

    @property
    def asks_to_have(self) -> bool:
        """Whether a question asks to be given what it names ("можно премиум?"), and not what it is or costs."""
        choices = self.choices
        # "Премиум дорого, давайте оптимальный" asks no price.
        asks_price = self.understanding.asks_price and PRICE_WORDS.matches(self.tokenized) and not choices.replaces
        return choices.is_wanted and not (choices.asks_explanation or choices.asks_assessment or asks_price)

    def restated(self) -> "Utterance":
        """Returns what is said behind the last "no, rather"; itself where nothing is taken back."""
        restart = self.choices.restart
        return replace(self, message=self.message.from_token(restart)) if restart else self

    def without_questions(self) -> "Utterance":
        """Returns what is said before the first question: "премиум" of "премиум, а роутер там есть?"; itself where
        the message begins with one."""
        first = next((clause for clause in self.tokenized.clauses if clause.is_question), None)
        if first is None or not first.start:
            return self
        return replace(self, message=self.message.until_token(first.start))

    def behind_excluded(self) -> "Utterance":
        """Returns what is said behind what is left out: "в 11" of "не в 9, а в 11"; itself where nothing is."""
        start = max(self.choices.excluded, default=-1) + 1
        if not 0 < start < len(self.tokenized.tokens):
            return self
        return replace(self, message=self.message.from_token(start))

    @property
    def wants_order(self) -> bool:
        """Whether something is wished for: "нужен самый дешёвый", "подключите интернет"."""
        return self.understanding.ready_to_order or WISH_WORDS.matches(self.tokenized)


@dataclass(frozen=True, slots=True)
class SlotRejection:
    """An answer that cannot be taken."""

    #: names the reason and asks again
    message: str
    #: a value that the message asks about; a yes takes it
    proposal: Any = None
    #: buttons
    suggestions: tuple[str, ...] = ()
    #: whose answer it is, when it is not the slot that was asked for
    slot: "Slot | None" = None
    #: what was said of it all the same, kept with the slot values until the rest comes
    partial_values: Mapping[str, Any] = field(default_factory=dict)


# Returns a value ready for JSON, a SlotRejection, or None for no answer.
SlotReader = Callable[[Utterance, "Slot"], Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to find out."""

    name: str
    kind: SlotKind
    #: may name what is known: "{tariff}"
    question: LocalizedText
    #: instead of the question, when it was asked before
    repeat_question: LocalizedText = field(default_factory=dict)
    #: stands before the value in the read-back; without one it is not read back
    label: LocalizedText = field(default_factory=dict)
    #: what customers call it ("адрес"), for "нет, адрес другой"
    mentions: WordList = field(default_factory=lambda: WordList(()))
    options: tuple[SlotOption, ...] = ()
    #: the options of this turn, where they are not the same on every turn
    find_options: Callable[[SlotValues, FlowFacts], Sequence[SlotOption]] | None = None
    #: said before the question, the first time it is asked: the list of what there is, in a language
    show_options: Callable[[SlotValues, FlowFacts, str], str] | None = None
    #: whether it is asked for at all
    condition: Callable[[SlotValues], bool] | None = None
    #: its value in words where it is not asked for
    skipped_value: LocalizedText = field(default_factory=dict)
    #: whether a refusal is an answer, kept as `refusal_value`
    optional: bool = False
    refusal_value: Any = NO
    #: names of slots; when one of them changes, the value is forgotten
    depends_on: tuple[str, ...] = ()
    #: slots of one group are refused together by "none of all this"
    group: str = ""
    #: reads the answer, instead of the usual way of its kind
    reader: SlotReader | None = None
    #: words the value for people in a language, instead of the usual way of its kind
    format_value: Callable[[SlotValues, FlowFacts, str], str] | None = None
    #: buttons where there are no options
    hints: tuple[LocalizedText, ...] = ()
    #: days that an appointment may fall on; 0 is Monday
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)

    def available_options(self, slot_values: SlotValues, facts: FlowFacts) -> Sequence[SlotOption]:
        """Returns the options of this turn."""
        return self.find_options(slot_values, facts) if self.find_options else self.options


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an answer leads."""

    act: DialogueAct
    #: the slot that is asked for
    slot: Slot | None = None
    #: said by code before the question, whatever the model says
    remark: str = ""
    #: said by code at the end
    question: str = ""
    #: buttons that fit the question
    suggestions: tuple[str, ...] = ()
    #: the value that the question proposes for the slot
    proposal: Any = None
    #: the message answered nothing of what was asked
    is_missed: bool = False
    #: what the policy by intents says to the message
    move: Move = OTHER


@dataclass(frozen=True, slots=True)
class MessageEffect:
    """What a message did to the dialogue."""

    #: the draft with the message taken over
    draft: LeadDraft
    #: names of the slots that got another value, or lost theirs
    changed_slots: frozenset[str] = frozenset()
    #: an answer that cannot be taken, and why
    rejection: SlotRejection | None = None


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Where a dialogue stands in the middle of a turn: the message is taken over, and it is decided what the answer
    leads to. A flow's own functions may look at it; only dialogue/state_tracking.py makes another of it."""

    flow: "Flow"
    turn: Turn
    #: the draft with the message taken over; after `track_answer` also with what the answer asked
    draft: LeadDraft
    decision: Decision
    utterance: Utterance
    changed_slots: frozenset[str] = frozenset()
    #: what an order is read from; None where the flow keeps one of its own
    order_talk: OrderTalk | None = None
    #: what the message did to the order
    order_change: OrderChange | None = None

    @property
    def previous_draft(self) -> LeadDraft:
        """The draft as it was before the message."""
        return self.turn.draft

    @property
    def understanding(self) -> Understanding:
        return self.utterance.understanding

    @property
    def facts(self) -> FlowFacts:
        return self.utterance.facts

    @property
    def is_scripted(self) -> bool:
        """Whether code says this answer's question."""
        return self.flow.is_scripted and (
            bool(self.decision.question or self.decision.remark) or not self.flow.waits_for_intent
        )

    @property
    def is_digression(self) -> bool:
        """Whether the customer asks something, and does not just answer in a question's words."""
        understanding, utterance = self.understanding, self.utterance
        if utterance.choices.is_puzzled:
            return False
        asks = understanding.question or understanding.asks_price or understanding.asks_catalogue
        answers = bool(self.changed_slots) or (
            bool(self.previous_draft.requested_slot) and utterance.wants_order and not understanding.asks_catalogue
        )
        return asks and not (answers and "?" not in utterance.text and not PRICE_WORDS.matches(utterance.tokenized))

    @property
    def shows_options(self) -> bool:
        """Whether the question brings the list that was asked for."""
        slot, understanding = self.decision.slot, self.understanding
        if slot is None or slot.show_options is None:
            return False
        is_first_time = not self.previous_draft.slot_requests.get(slot.name)
        return slot.mentions.matches(self.utterance.tokenized) or (is_first_time and understanding.asks_catalogue)


@dataclass(frozen=True, slots=True)
class Flow:
    """What is to be found out of a customer, in which order, and what the flow itself knows and says."""

    name: str
    slots: tuple[Slot, ...]
    #: asked for once the order is confirmed
    late_slots: tuple[Slot, ...] = ()
    #: whether nobody is asked for anything before they want something: a question answered, a wish to order
    waits_for_intent: bool = False
    #: ISO codes of those it can be led in; empty means all
    languages: tuple[str, ...] = ()
    #: looks up what the slots need, on every turn: keep it cheap
    load_facts: "Callable[[Services, CompanyConfig], Awaitable[FlowFacts]] | None" = None
    #: adds to the slot values what follows from a new answer (coverage of an address), and may reject it
    validate_slots: "SlotValidator | None" = None
    #: the flow's own answer to a free question; "" where it has none
    answer_question: "Callable[[Services, DialogueState], Awaitable[str]] | None" = None
    #: the facts in words, for a model
    describe_facts: Callable[[FlowFacts], Sequence[str]] | None = None
    #: what is said in a language where nothing more is to be asked although slots are open
    find_dead_end: Callable[[SlotValues, str], SlotRejection | None] | None = None
    #: names of the tools a model is offered
    tools: tuple[str, ...] = ()
    #: by tool: why it may not run now with these arguments, "" when it may
    tool_guards: Mapping[str, Callable[[DialogueState, Mapping[str, Any]], str]] = field(default_factory=dict)
    #: what was gathered, for systems
    build_order: Callable[[SlotValues, FlowFacts], Mapping[str, Any]] | None = None
    #: instead of the usual thanks
    confirmation_text: LocalizedText | Callable[[SlotValues], LocalizedText] = field(default_factory=dict)
    #: said when a late slot was answered
    late_slot_reply: LocalizedText = field(default_factory=dict)
    #: "I changed my mind": the order rests where it is
    postpone_words: WordList = field(default_factory=lambda: WordList(()))
    #: instructions for a model
    prompt: str = ""
    #: what a model may not name unless it is among the facts: words before a name ("тариф"), and the names
    known_names: Callable[[FlowFacts], tuple[Sequence[str], Sequence[str]]] | None = None

    @property
    def is_scripted(self) -> bool:
        """Whether code says the questions itself: it asks for more than a contact."""
        return any(slot.kind not in ("name", "phone") for slot in self.slots)

    def find_slot(self, name: str) -> Slot | None:
        """Returns the slot of a name; None when there is none."""
        return next((slot for slot in (*self.slots, *self.late_slots) if slot.name == name), None)


SlotValidator = Callable[
    [Services, CompanyConfig, SlotValues, Utterance], Awaitable[tuple[SlotValues, SlotRejection | None]]
]


def localize(texts: LocalizedText, language: str) -> str:
    """Returns the text in this language, else in any language there is, else nothing."""
    return texts.get(language) or texts.get("") or next(iter(texts.values()), "")
