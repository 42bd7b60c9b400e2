"""From what was heard to what is said: the brief for the model, its words, and what code adds to them."""

from collections.abc import Callable
from dataclasses import replace

from parley.conversation import agent
from parley.conversation import availability as gates
from parley.conversation.output.one_sentence import OneSentence
from parley.conversation.output.prices import Prices
from parley.conversation.output.promises import Strict
from parley.conversation.output.suggestions import Bulb
from parley.dialogue import phrasing as wording
from parley.dialogue import policy as engine
from parley.dialogue.model import Stage
from parley.domain.lead import Draft, Step
from parley.domain.prompt_context import Brief, Findings
from parley.domain.turn import Answer, Turn
from parley.languages.base import Language
from parley.nlu.contacts.extract import pretty_phone
from parley.runtime import Runtime
from parley.search import citations as sources
from parley.search.follow_up import alone_in, completed
from parley.search.retrieve import look_up

Emit = Callable[[str], None]

# Where a model's own buttons may stand: elsewhere code knows better what fits.
_FREE = (Step.TALK, Step.AFTER)


async def answer(rt: Runtime, stage: Stage, emit: Emit) -> tuple[Answer, Stage]:
    """The whole answer to a turn, and the stage with what came of it in its draft."""
    turn, language = stage.turn, rt.language(stage.heard.language)
    if closing := gates.closed(turn.company):
        emit(closing)
        return Answer(closing, language.code), replace(stage, draft=turn.draft)
    aside = await stage.flow.aside(rt, stage) if stage.enforced and stage.flow.aside else ""
    found, subject = (Findings(), "") if aside else await _look_up(rt, stage)
    draft = replace(engine.after(stage.draft, stage.move), subject=subject or stage.draft.subject)
    brief = _brief(replace(stage, draft=draft), found, aside, language)
    voice = _voice(rt, stage, brief, language, emit)
    passages = list(found.passages)

    def learn(result: str) -> None:
        voice.learn(result)
        passages.extend(sources.of_tool(result))

    spoken = await agent.speak(rt, stage, brief, voice.say, learn)
    said, offered = voice.finish()
    if brief.one_sentence and brief.closing:
        said = ""
    text = said + _owed(said, brief, language, draft, emit)
    draft = replace(draft, known={**draft.known, **spoken.notes})
    reply = Answer(
        text=text,
        language=language.code,
        action={Step.CONFIRMED: "confirmed", Step.HANDOVER: "escalated"}.get(brief.step, "continue"),
        handover=brief.step is Step.HANDOVER or draft.handed_over,
        suggestions=_suggestions(brief, stage, offered, language),
        products=_cards(found),
        confidence=_confidence(found),
        sources=sources.named(said, passages),
        asks=draft.asked,
        model=spoken.model,
        stood_in=bool(spoken.failed),
    )
    return reply, replace(stage, draft=draft)


async def _look_up(rt: Runtime, stage: Stage) -> tuple[Findings, str]:
    """What the company's data says to the message, and what later questions may be about. Where a flow asks, an
    answer to it is nothing to search for."""
    turn, heard = stage.turn, stage.heard
    if not (heard.about or heard.question or heard.asks_price or heard.asks_catalogue):
        return Findings(), ""
    if heard.email and not (heard.question or heard.asks_price):  # "email me at …"
        return Findings(), ""
    if stage.enforced and (stage.lists or (_led(stage) and not stage.digresses)):
        return Findings(), ""
    asked = completed(heard, turn.said, stage.draft.subject, turn.company, rt.lexicon)
    found = await look_up(rt, turn.company, asked.heard, asked.text)
    if asked.text != turn.said and not (found.products or found.passages):
        asked = alone_in(heard, turn.said)
        found = await look_up(rt, turn.company, heard, turn.said)
    subject = found.goods_asked or asked.subject
    return found, subject if found.products or found.passages else ""


def _brief(stage: Stage, found: Findings, aside: str, language: Language) -> Brief:
    turn, draft, before, move = stage.turn, stage.draft, stage.before, stage.move
    enforced = stage.enforced
    closing = _closing(stage) if enforced else ""
    return Brief(
        company=turn.company.name,
        about=turn.company.description,
        welcome=turn.company.welcome,
        language=language.code,
        step=move.aim,
        heard=stage.heard,
        found=_not_in(closing, found),
        name=draft.name,
        phone=shown_phone(draft),
        first=turn.first,
        asked_before=(move.aim is Step.ASK_NAME and before.names_asked > 0)
        or (move.aim is Step.ASK_PHONE and before.phones_asked > 0),
        one_sentence=turn.voice,
        enforced=enforced,
        closing=closing,
        aside=aside,
        answered=enforced and (stage.lists or _only_answers(stage)),
        guide=_guide(stage, language) if enforced else "",
    )


def _not_in(closing: str, found: Findings) -> Findings:
    """Goods that the question names all of are not told twice."""
    named = closing and found.products and all(hit.name in closing for hit in found.products)
    return replace(found, products=(), asked_products=False) if named else found


def _led(stage: Stage) -> bool:
    """Whether the message goes where the flow leads."""
    wishes = (stage.changed or stage.saying.wants) and not stage.flow.gentle
    return bool(stage.before.step or wishes)


def _only_answers(stage: Stage) -> bool:
    """Nothing is to be said but the next question."""
    chats = not stage.changed and (stage.heard.thanks or stage.heard.asks_who)
    return bool(stage.changed or stage.before.step) and not stage.digresses and not chats


def _closing(stage: Stage) -> str:
    """What code says at the end. Spoken aloud it is one sentence: the question, unless the customer asked one."""
    move = stage.move
    if not stage.turn.voice:
        return "\n\n".join(filter(None, (move.remark, move.question)))
    if stage.digresses:
        return ""
    words = move.question or move.remark
    if move.aim is not Step.CONFIRM:
        words = words.split("\n\n")[-1]
    return ", ".join(line.strip("• \n") for line in words.splitlines() if line.strip("• \n"))


def _guide(stage: Stage, language: Language) -> str:
    """What a model has to know of the flow: what there is, what is known, what it may not do."""
    flow, facts = stage.flow, stage.facts
    known = wording.lines(flow, stage.draft, facts, language.says, language.code)
    told = flow.told(facts) if flow.told else ()
    parts = [flow.prompt, *told]
    if known:
        parts.append("Known so far:\n" + "\n".join(f"- {label}: {value}" for label, value in known))
    return "\n".join(parts)


def shown_phone(draft: Draft) -> str:
    """The number as it is read back: as the customer knows it, in international form where it is valid."""
    return pretty_phone(draft.phone) if draft.phone else ""


class _Voice:
    """What stands between a model and the customer: prices nobody gave are not said, a line of buttons becomes
    buttons, where a flow is enforced nothing is asked or promised, and a spoken turn is one sentence."""

    def __init__(self, emit: Emit, prices: Prices, strict: Strict | None, *, one_sentence: bool) -> None:
        self._emit, self._prices, self._strict = emit, prices, strict
        self._bulb = Bulb()
        self._sentence = OneSentence() if one_sentence else None
        self._said: list[str] = []

    def learn(self, text: str) -> None:
        self._prices.learn(text)
        if self._strict:
            self._strict.learn(text)

    def say(self, piece: str) -> None:
        self._pass(self._prices.feed(self._bulb.feed(piece)))

    def finish(self) -> tuple[str, tuple[str, ...]]:
        """All that was said, and the buttons the model offered."""
        rest, offered = self._bulb.close()
        self._pass(self._prices.feed(rest) + self._prices.close())
        if self._strict:
            self._out(self._strict.close())
        if self._sentence:
            self._tell(self._sentence.close())
        return "".join(self._said), offered

    def _pass(self, text: str) -> None:
        self._out(self._strict.feed(text) if self._strict else text)

    def _out(self, text: str) -> None:
        self._tell(self._sentence.feed(text) if self._sentence else text)

    def _tell(self, text: str) -> None:
        if text:
            self._said.append(text)
            self._emit(text)


def _voice(rt: Runtime, stage: Stage, brief: Brief, language: Language, emit: Emit) -> _Voice:
    prices = _prices(stage.turn, brief, language)
    strict = None
    if brief.enforced and rt.model_for(stage.turn.company) is not rt.builtin:
        marks, names = stage.flow.names(stage.facts) if stage.flow.names else ((), ())
        strict = Strict(marks, names, [brief.guide, *_given(stage.turn, brief)])
    # The one sentence of a spoken turn is the flow's, where it has one.
    heard_by = (lambda _: None) if stage.turn.voice and brief.closing else emit
    return _Voice(heard_by, prices, strict, one_sentence=stage.turn.voice)


def _given(turn: Turn, brief: Brief) -> list[str]:
    """Every text a model was given to speak from."""
    company, found = turn.company, brief.found
    given = [company.description, company.system_prompt, company.persona_prompt, company.welcome, brief.guide]
    given += [text for hit in found.products for text in (hit.name, hit.description, hit.details())]
    given += [hit.text for hit in found.passages]
    return [*given, brief.aside, *(line.text for line in (*turn.history, *turn.pending))]


def _prices(turn: Turn, brief: Brief, language: Language) -> Prices:
    """What may be told of money: what the model was given, and what was said before."""
    return Prices(language.says.price_unknown, _given(turn, brief), [hit.price for hit in brief.found.products])


def _owed(text: str, brief: Brief, language: Language, draft: Draft, emit: Emit) -> str:
    """What code owes the customer: the flow's question, or where the model's own words left it out the
    read-back and
    the promise of a call."""
    owed = brief.closing or _left_out(text, brief, language, draft)
    if not owed or (brief.one_sentence and not brief.enforced):
        return ""
    owed = f"\n\n{owed}" if text.strip() else owed
    emit(owed)
    return owed


def _left_out(text: str, brief: Brief, language: Language, draft: Draft) -> str:
    says = language.says
    digits = "".join(filter(str.isdigit, text))
    promised = language.code != "ru" or "менеджер свяжется" in text
    if brief.step is Step.CONFIRM and "".join(filter(str.isdigit, brief.phone)) not in digits:
        template = says.read_back if draft.name else says.read_back_phone
        return template.format(name=draft.name, phone=brief.phone)
    if brief.step is Step.CONFIRMED and not promised:
        return says.confirmed.format(name=draft.name) if draft.name else says.confirmed_unnamed
    if brief.step is Step.HANDOVER and not promised:
        return says.handover if draft.phone else says.handover_ask_phone
    return ""


def _suggestions(brief: Brief, stage: Stage, offered: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Buttons that fit what is asked: the flow's, yes and no, or the model's own where nothing is asked."""
    says = language.says
    if stage.move.suggestions:
        return stage.move.suggestions
    if brief.step is Step.CONFIRM:
        return says.button_yes, says.button_no
    return offered if brief.step in _FREE else ()


def _cards(found: Findings) -> tuple[dict[str, object], ...] | None:
    return tuple(hit.card for hit in found.products[:3]) if found.asked_products or found.products else None


def _confidence(found: Findings) -> float | None:
    if not found.products:
        return 0.0 if found.asked_products else None
    hits = found.products[:3]
    return round(sum(hit.score for hit in hits) / len(hits), 3)
