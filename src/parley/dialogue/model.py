"""The port to flows: who asks what, in which order, and what has to wait for what.

A flow is data: steps, each of which finds out one thing. `engine.py` walks it, `reading.py` hears the answers,
`written.py` makes one of a company's own YAML. What only one flow needs is a small function in that flow's file.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from parley.domain.company import CompanyConfig
from parley.domain.lead import Draft
from parley.domain.lead import Step as Aim
from parley.domain.turn import Turn
from parley.domain.understanding import Heard
from parley.languages.base import Says
from parley.nlu.dates.vocabulary import Calendar
from parley.nlu.phrase_matcher import Lexicon
from parley.services import Services
from parley.text.tokenize import Reading, listed
from parley.text.word_list import WordList

# Words by language code; a text under "" serves every language that has none of its own.
Texts = Mapping[str, str]
# What is known so far, ready for JSON, by step name.
Known = Mapping[str, Any]
# What the flow looked up for this turn (tariffs, …); whatever its own functions need.
Facts = Mapping[str, Any]
Kind = Literal["choice", "yes_no", "number", "text", "address", "when", "name", "phone", "email"]

# Held in the draft itself, heard on every turn whatever is asked.
CONTACT: tuple[Kind, ...] = ("name", "phone", "email")
# Words that ask for a price and can stand in no answer.
PRICED = WordList(
    listed(
        "сколько, скока, цена, цены, цену, стоит, стоят, стоимост*, почем, дорого, how much, price, cost, costs, "
        "скільки, ціна, коштує, қанша, баға*, канча, баасы, qancha, narx*, канча, нарх*, хэд, үнэ"
    )
)
WANTS = WordList(
    listed(
        "хочу, хотим, хотел бы, хотела бы, нужен, нужна, нужно, нужны, надо, давайте, давай, подключ*, оформ*, "
        "want, need, i'd like, хочемо, потріб*, треба, керек, қосыңыз*, kerak, хэрэгтэй"
    )
)
NO = "no"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. `value` is kept; `label` is what a button and a read-back say; `words` are what
    people
    type. `data` is the flow's own (a price)."""

    value: str
    label: Texts
    words: WordList
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """A customer's message as steps read it. `asked`: this very step was asked in the last answer."""

    text: str
    reading: Reading
    heard: Heard
    known: Known
    facts: Facts
    now: datetime
    calendar: Calendar
    says: Says
    lexicon: Lexicon
    language: str = ""
    # what the last answer said
    before: str = ""
    # the step the last answer asked, and whether it is the one that reads now
    asked_step: str = ""
    asked: bool = False

    @property
    def asks(self) -> bool:
        """A question of the customer's chooses nothing, unless it comes with a wish to order."""
        heard = self.heard
        # "тариф" is heard as a word of prices as well, and is what a choice may be called.
        priced = heard.asks_price and PRICED.within(self.reading)
        # "Тот, что за 1490" has a question's word and answers one.
        questioned = heard.question and ("?" in self.text or not (self.asked or self.wants))
        return (questioned or priced or heard.asks_catalogue) and not heard.ready

    @property
    def wants(self) -> bool:
        """Something is wished for: "нужен самый дешёвый", "подключите интернет"."""
        return self.heard.ready or WANTS.within(self.reading)


@dataclass(frozen=True, slots=True)
class Objection:
    """An answer that cannot be taken: `say` names the reason and asks again; with a `proposal` it asks about that,
    and a yes takes it. `step`: whose answer it is, when it is not the one that was asked. `keep`: what was said of
    it all the same, kept with what is known until the rest comes."""

    say: str
    proposal: Any = None
    suggestions: tuple[str, ...] = ()
    step: "Step | None" = None
    keep: Mapping[str, Any] = field(default_factory=dict)


Reader = Callable[[Saying, "Step"], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to find out.

    `ask` (and `again`, when asked before) may name what is known: "{tariff}". `label` stands before the value in
    the read-back; without one it is not read back. `called`: what customers call it ("адрес"), for "нет, адрес
    другой". `optional`: a refusal is an answer, kept as `refusal`. `when`: whether it is asked at all; skipped, its
    value is `otherwise`. `depends`: forgotten when one of these changes. `group`: "none of all this" refuses them
    together. `read`: how an answer is heard, instead of the usual way of its kind; None is no answer.
    `worded`: the value for people, instead of the usual way. `hints`: buttons where there are no options. `days`:
    weekdays (0 is Monday) that a `when` may fall on.
    """

    name: str
    kind: Kind
    ask: Texts
    again: Texts = field(default_factory=dict)
    label: Texts = field(default_factory=dict)
    called: WordList = field(default_factory=lambda: WordList(()))
    options: tuple[Option, ...] = ()
    choices: Callable[[Known, Facts], Sequence[Option]] | None = None
    # said before the question, the first time it is asked: the list of what there is
    show: Callable[[Known, Facts, str], str] | None = None
    when: Callable[[Known], bool] | None = None
    otherwise: Any = None
    optional: bool = False
    refusal: Any = NO
    depends: tuple[str, ...] = ()
    group: str = ""
    read: Reader | None = None
    worded: Callable[[Known, Facts], str] | None = None
    hints: tuple[Texts, ...] = ()
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)

    def offers(self, known: Known, facts: Facts) -> Sequence[Option]:
        return self.choices(known, facts) if self.choices else self.options


@dataclass(frozen=True, slots=True)
class Move:
    """Where an answer leads. `remark` and `question` are said by code, whatever the model; `suggestions` fit the
    question."""

    aim: Aim
    step: Step | None = None
    remark: str = ""
    question: str = ""
    suggestions: tuple[str, ...] = ()
    proposal: Any = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What a flow's own rules may look at: the draft with the message taken in, and where it leads."""

    flow: "Flow"
    turn: "Turn"
    before: Draft
    draft: Draft
    move: Move
    saying: Saying
    changed: frozenset[str] = frozenset()

    @property
    def heard(self) -> Heard:
        return self.saying.heard

    @property
    def facts(self) -> Facts:
        return self.saying.facts

    @property
    def enforced(self) -> bool:
        """Whether code says this answer's question."""
        return self.flow.enforced and (bool(self.move.question or self.move.remark) or not self.flow.gentle)

    @property
    def digresses(self) -> bool:
        """Whether the customer asks something, and does not just answer in a question's words."""
        heard, said = self.heard, self.saying
        asks = heard.question or heard.asks_price or heard.asks_catalogue
        answers = bool(self.changed) or (bool(self.before.step) and said.wants and not heard.asks_catalogue)
        return asks and not (answers and "?" not in said.text and not PRICED.within(said.reading))

    @property
    def lists(self) -> bool:
        """Whether the question brings the list that was asked for."""
        step, heard = self.move.step, self.heard
        if step is None or step.show is None:
            return False
        first = not self.before.times.get(step.name)
        return step.called.within(self.saying.reading) or (first and heard.asks_catalogue)


@dataclass(frozen=True, slots=True)
class Flow:
    """`gentle`: nobody is asked for anything before they showed that they want something (a question answered, a
    wish to order). `languages`: the ones it can be led in; empty means all. `after`: asked once it is confirmed.

    `facts` looks up what the steps need, on every turn: keep it cheap. `settle` finds out itself what a new answer
    needs (coverage of an address), and may take it back with an Objection. `ended`: what is said where nothing
    more is to be asked although steps are open. `rules`: for a tool, why it may not run now ("" when it may).
    `order`: what was gathered, for systems. `confirmed`: instead of the usual thanks. `prompt`: for models.
    """

    name: str
    steps: tuple[Step, ...]
    after: tuple[Step, ...] = ()
    gentle: bool = False
    languages: tuple[str, ...] = ()
    facts: "Callable[[Services, CompanyConfig], Awaitable[Facts]] | None" = None
    settle: "Settle | None" = None
    # the flow's own answer to a free question; "" where it has none
    aside: "Callable[[Services, Stage], Awaitable[str]] | None" = None
    # the facts in words, for a model
    told: Callable[[Facts], Sequence[str]] | None = None
    ended: Callable[[Known], Objection | None] | None = None
    tools: tuple[str, ...] = ()
    rules: Mapping[str, Callable[[Stage, Mapping[str, Any]], str]] = field(default_factory=dict)
    order: Callable[[Known, Facts], Mapping[str, Any]] | None = None
    confirmed: Texts | Callable[[Known], Texts] = field(default_factory=dict)
    # said when a step of `after` was answered
    noted: Texts = field(default_factory=dict)
    # "I changed my mind": the talk rests where it is
    rests: WordList = field(default_factory=lambda: WordList(()))
    prompt: str = ""
    # what a model may not name unless it is among the facts: ("тариф", "пакет") before a name, and the names
    names: Callable[[Facts], tuple[Sequence[str], Sequence[str]]] | None = None

    @property
    def enforced(self) -> bool:
        """Whether code says the questions itself: it has steps of its own."""
        return any(step.kind not in ("name", "phone") for step in self.steps)

    def step(self, name: str) -> Step | None:
        return next((step for step in (*self.steps, *self.after) if step.name == name), None)


Settle = Callable[[Services, CompanyConfig, Draft, Saying], Awaitable[tuple[Draft, Objection | None]]]


def said_in(texts: Texts, language: str) -> str:
    """The words in this language, in any language there is, or nothing."""
    return texts.get(language) or texts.get("") or next(iter(texts.values()), "")
