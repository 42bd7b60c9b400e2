"""Walks a flow: what a message adds to what is known, and what the answer has to ask. Code holds the order."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from parley.core.find import pretty_phone
from parley.core.lead import Draft, asked_by, next_step
from parley.core.lead import Step as Aim
from parley.core.text import listed
from parley.core.wordlist import WordList
from parley.flows import reading
from parley.flows.base import CONTACT, NO, YES, Facts, Flow, Known, Move, Objection, Saying, Step, said_in
from parley.languages.base import Says

# Whoever asks this often and gets nothing goes on without it, where it may be left out.
_PATIENCE = 2
_MOST_BUTTONS = 8
_SHORT = 5
_CHANGES = WordList(
    listed(
        "лучше, тогда, передумал*, поменя*, измен*, замен*, другой, другая, другое, вместо, все таки, все же, "
        "давайте, перенес*, исправ*, rather, instead, "
        "change, actually, краще, змін*, өзгерт*, алмаштыр*, o'zgartir*, өөрчл*"
    )
)
_CALLED = {
    "name": WordList(listed("имя, имени, фамили*, зовут, name, ім'я, есім*, аты, атым, ism*, нэр*")),
    "phone": WordList(listed("телефон*, номер*, phone, number, нөмір*, raqam*, утас*, дугаар*")),
    "email": WordList(listed("почт*, e mail, email, мейл, имейл, mail, пошт*")),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message did: the new draft, which steps it changed, what it cannot do and why."""

    draft: Draft
    changed: frozenset[str] = frozenset()
    objection: Objection | None = None


def take(flow: Flow, before: Draft, draft: Draft, saying: Saying) -> Taken:
    """Take the answers of a message into the draft. `draft` has its contact taken in already (core/lead.py).

    Data given early is kept; an answer that is known is replaced only by one that is meant to replace it, and what
    depends on it is forgotten with it.
    """
    asked = flow.step(before.step) if before.asked == "step" else None
    known, changed, objection = dict(draft.known), _contact_changes(before, draft), None
    if asked is not None:
        changed |= _agreed(asked, before, known, saying) | _all_refused(flow, asked, known, saying)
    for step in (*flow.steps, *flow.after):
        if step.kind in ("name", "phone") or step.name in changed or not _applies(step, known):
            continue
        its = replace(saying, known=known, asked=step is asked)
        if step.name in known and not its.asked and not _replaces(step, before, its):
            continue
        value = reading.read(step, its)
        if isinstance(value, Objection):
            objection = objection or (value if its.asked or step.name in known else None)
            known.update(value.keep)
        elif value is not None and value != known.get(step.name):
            _forget(flow, known, step.name)
            known[step.name] = value
            changed.add(step.name)
    draft = replace(draft, known=known)
    if not objection:
        draft, reopened = _reopened(flow, before, draft, changed, saying)
        changed |= reopened
    confirmed = draft.confirmed and not changed.difference(step.name for step in flow.after)
    return Taken(replace(draft, confirmed=confirmed), frozenset(changed), objection)


def open_step(flow: Flow, draft: Draft, facts: Facts) -> Step | None:
    """The first step that is not answered; None when all are."""
    return next((step for step in flow.steps if _is_open(step, draft, facts)), None)


def missing(flow: Flow, draft: Draft, facts: Facts) -> list[str]:
    return [step.name for step in flow.steps if _is_open(step, draft, facts)]


def decide(flow: Flow, before: Draft, taken: Taken, saying: Saying, *, asked_to_confirm: bool) -> Move:
    """Where the answer leads."""
    draft, heard = taken.draft, saying.heard
    if not flow.enforced or (flow.gentle and not _begun(flow, taken, saying)):
        return Move(next_step(before, draft, heard, asked_to_confirm=asked_to_confirm))
    if draft.opted_out:
        return Move(Aim.OPTED_OUT)
    if heard.wants_human:
        return Move(Aim.HANDOVER)
    if draft.confirmed:
        return _afterwards(flow, taken, saying)
    if not taken.changed and _rests(flow, saying):
        return Move(Aim.REST, remark=saying.says.resting)
    if taken.objection:
        return _objected(flow, before, taken, saying)
    if flow.ended and (end := flow.ended(draft.known)):
        return _objected(flow, before, replace(taken, objection=end), saying)
    step = open_step(flow, draft, saying.facts)
    if step is not None:
        return _ask(flow, step, draft, saying, taken)
    return _confirm(flow, before, taken, saying)


def after(draft: Draft, move: Move) -> Draft:
    """The draft after an answer that made this move."""
    draft = asked_by(draft, move.aim)
    name = move.step.name if move.step else ""
    times = {**draft.times, name: draft.times.get(name, 0) + 1} if name else draft.times
    if name and move.aim is Aim.CONFIRMED:
        draft = replace(draft, asked="step")
    return replace(draft, step=name, times=times, resting=move.aim is Aim.REST, proposal=move.proposal)


def lines(
    flow: Flow, draft: Draft, facts: Facts, says: Says, language: str, leaving_out: Container[str] = ()
) -> list[tuple[str, str]]:
    """Everything that is known, worded for people, in the order of the steps."""
    found = []
    for step in (*flow.steps, *flow.after):
        if step.name in leaving_out:
            continue
        label = _label(step, says, language)
        words = _value(step, draft, facts, says, language)
        if label and words:
            found.append((label, words))
    return found


def shown(flow: Flow, draft: Draft, facts: Facts, says: Says, language: str) -> dict[str, str]:
    """Every known value in words, by step: what questions may name."""
    values = {step.name: _value(step, draft, facts, says, language) for step in (*flow.steps, *flow.after)}
    return {**values, "name": draft.name, "phone": pretty_phone(draft.phone) if draft.phone else ""}


# ── taking


def _contact_changes(before: Draft, draft: Draft) -> set[str]:
    return {name for name in ("name", "phone", "email") if getattr(before, name) != getattr(draft, name)}


def _agreed(asked: Step, before: Draft, known: dict[str, Any], saying: Saying) -> set[str]:
    """A yes to what the last answer proposed."""
    if before.proposal is None or saying.heard.answer != "yes":
        return set()
    known[asked.name] = before.proposal
    return {asked.name}


def _all_refused(flow: Flow, asked: Step, known: dict[str, Any], saying: Saying) -> set[str]:
    if not asked.group or not reading.refuses_all(saying):
        return set()
    refused = {
        step.name: step.refusal
        for step in flow.steps
        if step.group == asked.group and step.name not in known and _applies(step, known)
    }
    known.update(refused)
    return set(refused)


def _replaces(step: Step, before: Draft, saying: Saying) -> bool:
    """Whether a message may change what is known: it corrects, names it, or is hardly more than the value."""
    heard = saying.heard
    if heard.question:
        return False
    if (
        heard.correction
        or heard.answer == "no"
        or before.asked in ("confirm", "correction")
        or step.called.within(saying.reading)
    ):
        return True
    return _CHANGES.within(saying.reading) or (step.kind == "choice" and len(saying.reading.words) <= _SHORT)


def _reopened(flow: Flow, before: Draft, draft: Draft, changed: set[str], saying: Saying) -> tuple[Draft, set[str]]:
    """ "No, the address is another one": what is named and was not given anew is asked again."""
    heard = saying.heard
    wants = heard.correction or (before.asked == "confirm" and heard.answer == "no") or before.asked == "correction"
    if not wants or heard.question or changed:
        return draft, set()
    named = [step for step in flow.steps if _named(step, saying) and not _is_open(step, draft, saying.facts)]
    known = dict(draft.known)
    for step in named:
        _forget(flow, known, step.name)
        if step.kind == "name":
            draft = replace(draft, name="")
        elif step.kind == "phone":
            draft = replace(draft, phone=None)
        elif step.kind == "email":
            draft = replace(draft, email="")
    return replace(draft, known=known), {step.name for step in named}


def _named(step: Step, saying: Saying) -> bool:
    called = step.called or _CALLED.get(step.kind)
    return called is not None and called.within(saying.reading)


def _forget(flow: Flow, known: dict[str, Any], name: str) -> None:
    """The value and all that rests on it."""
    known.pop(name, None)
    for step in flow.steps:
        if name in step.depends and step.name in known:
            _forget(flow, known, step.name)


def _applies(step: Step, known: Known) -> bool:
    return step.when is None or step.when(known)


def _is_open(step: Step, draft: Draft, facts: Facts) -> bool:
    if not _applies(step, draft.known):
        return False
    if step.kind in CONTACT and getattr(draft, step.kind):
        return False
    if step.name not in draft.known:
        return True
    value = draft.known[step.name]
    # What is no longer on offer has to be chosen anew.
    return step.choices is not None and value != step.refusal and value not in _values(step, draft, facts)


def _values(step: Step, draft: Draft, facts: Facts) -> set[str]:
    return {option.value for option in step.offers(draft.known, facts)}


# ── deciding


def _begun(flow: Flow, taken: Taken, saying: Saying) -> bool:
    """A gentle flow's own steps begin with a wish to order, or once one of them was answered."""
    draft = taken.draft
    own = {step.name for step in flow.steps if step.kind not in CONTACT}
    return saying.heard.ready or bool(draft.phone) or bool(own & draft.known.keys()) or draft.step in own


def _rests(flow: Flow, saying: Saying) -> bool:
    heard = saying.heard
    return (heard.later or heard.goodbye or flow.rests.within(saying.reading)) and not heard.question


def _worth_asking(step: Step, draft: Draft) -> bool:
    return (
        _applies(step, draft.known) and step.name not in draft.known and draft.times.get(step.name, 0) < _PATIENCE
    )


def _afterwards(flow: Flow, taken: Taken, saying: Saying) -> Move:
    """The lead is made: what is still worth knowing is asked, and nothing twice over."""
    noted = taken.changed.intersection(step.name for step in flow.after)
    remark = said_in(flow.noted, saying.language) if noted else ""
    step = _next_after(flow, taken.draft)
    if step is None:
        return Move(Aim.AFTER, remark=remark)
    return replace(_ask(flow, step, taken.draft, saying, taken), remark=remark)


def _next_after(flow: Flow, draft: Draft) -> Step | None:
    return next((step for step in flow.after if _worth_asking(step, draft)), None)


def _objected(flow: Flow, before: Draft, taken: Taken, saying: Saying) -> Move:
    objection, says = taken.objection, saying.says
    assert objection is not None
    step = objection.step or flow.step(before.step) or open_step(flow, taken.draft, saying.facts)
    buttons = (says.plain_yes, says.plain_no) if objection.proposal is not None else objection.suggestions
    return Move(Aim.ASK, step, question=objection.say, suggestions=buttons, proposal=objection.proposal)


def _ask(flow: Flow, step: Step, draft: Draft, saying: Saying, taken: Taken) -> Move:
    if step.kind == "name":
        return Move(Aim.ASK_NAME, step, question=_contact_question(step, draft, saying))
    if step.kind == "phone":
        remark = saying.says.contact_refused if saying.heard.refuses_contact else ""
        return Move(Aim.ASK_PHONE, step, remark=remark, question=_contact_question(step, draft, saying))
    return Move(
        Aim.ASK, step, question=question(flow, step, draft, saying), suggestions=buttons(step, draft, saying)
    )


def question(flow: Flow, step: Step, draft: Draft, saying: Saying) -> str:
    """The step's question; what there is to choose from stands before it the first time."""
    says, language = saying.says, saying.language
    repeated = draft.times.get(step.name, 0) > 0
    words = said_in(step.again if repeated and step.again else step.ask, language)
    if not words and step.kind == "email":
        words = says.ask_email
    values = shown(flow, draft, saying.facts, says, language)
    words = words.format_map(_Forgiving(values))
    listed = not repeated or step.called.within(saying.reading)
    offered = step.show(draft.known, saying.facts, language) if step.show and listed else ""
    return f"{offered}\n\n{words}" if offered else words


def buttons(step: Step, draft: Draft, saying: Saying) -> tuple[str, ...]:
    says, language = saying.says, saying.language
    if step.kind == "yes_no":
        return says.plain_yes, says.plain_no
    labels = [said_in(option.label, language) or option.value for option in step.offers(draft.known, saying.facts)]
    labels += [said_in(hint, language) for hint in step.hints]
    if step.optional:
        labels.append(says.plain_no if step.kind == "choice" else says.button_skip)
    return tuple(labels[:_MOST_BUTTONS])


def _contact_question(step: Step, draft: Draft, saying: Saying) -> str:
    says, repeated = saying.says, draft.times.get(step.name, 0) > 0
    own = said_in(step.again if repeated and step.again else step.ask, saying.language)
    if step.kind == "name":
        return own or (says.ask_name_again if repeated else says.ask_name)
    if saying.heard.bad_phone:
        return says.bad_phone.format(phone=saying.heard.bad_phone)
    if own or repeated:
        return own.format(name=draft.name) or says.ask_phone_again
    return says.ask_phone.format(name=draft.name) if draft.name else says.ask_phone_unnamed


def _confirm(flow: Flow, before: Draft, taken: Taken, saying: Saying) -> Move:
    """All is known: read it back, and take nothing but a yes to that."""
    heard = saying.heard
    if not taken.changed:
        if before.asked == "confirm" and heard.answer == "yes":
            return _confirmed(flow, taken, saying)
        if (before.asked == "confirm" and heard.answer == "no") or (
            before.asked == "correction" and heard.answer != "yes" and not heard.question
        ):
            return Move(
                Aim.ASK_CORRECTION, question=saying.says.correct_what, suggestions=_parts(flow, taken.draft, saying)
            )
    return read_back(flow, taken.draft, saying)


def _confirmed(flow: Flow, taken: Taken, saying: Saying) -> Move:
    move = Move(Aim.CONFIRMED, remark=_thanks(flow, taken.draft, saying))
    step = _next_after(flow, taken.draft)
    if step is None:
        return move
    asked = _ask(flow, step, taken.draft, saying, taken)
    return replace(move, step=step, question=asked.question, suggestions=asked.suggestions)


def read_back(flow: Flow, draft: Draft, saying: Saying) -> Move:
    says = saying.says
    known = lines(flow, draft, saying.facts, says, saying.language)
    words = says.read_back_all.format(lines="\n".join(f"• {label}: {value}" for label, value in known))
    return Move(Aim.CONFIRM, question=words, suggestions=(says.button_yes, says.button_no))


def _thanks(flow: Flow, draft: Draft, saying: Saying) -> str:
    words = flow.confirmed(draft.known) if callable(flow.confirmed) else flow.confirmed
    own = said_in(words, saying.language)
    if own:
        return own.format_map(_Forgiving(shown(flow, draft, saying.facts, saying.says, saying.language)))
    says = saying.says
    return says.confirmed.format(name=draft.name) if draft.name else says.confirmed_unnamed


def _parts(flow: Flow, draft: Draft, saying: Saying) -> tuple[str, ...]:
    answered = [step for step in flow.steps if _value(step, draft, saying.facts, saying.says, saying.language)]
    labels = (_label(step, saying.says, saying.language) for step in answered)
    return tuple(dict.fromkeys(label for label in labels if label))[:_MOST_BUTTONS]


# ── wording


def _label(step: Step, says: Says, language: str) -> str:
    usual: Mapping[str, str] = {"name": says.what_name, "phone": says.what_phone, "email": says.what_email}
    return said_in(step.label, language) or usual.get(step.kind, "")


def _value(step: Step, draft: Draft, facts: Facts, says: Says, language: str) -> str:
    if not _applies(step, draft.known):
        return str(step.otherwise or "")
    if step.kind in CONTACT and (held := getattr(draft, step.kind)):
        return pretty_phone(held) if step.kind == "phone" else str(held)
    if step.name not in draft.known or (step.kind == "email"):
        return ""
    value = draft.known[step.name]
    if step.worded:
        return step.worded(draft.known, facts)
    return _worded(step, value, draft.known, facts, says, language)


def _worded(step: Step, value: Any, known: Known, facts: Facts, says: Says, language: str) -> str:
    if value in (YES, NO):
        return (says.plain_yes if value == YES else says.plain_no).lower()
    if step.kind == "when":
        return reading.shown_slot(value)
    if step.kind == "address":
        return str(value["full"])
    labels = _labels(step.offers(known, facts), language)
    return labels.get(str(value), str(value))


def _labels(options: Iterable[Any], language: str) -> dict[str, str]:
    return {option.value: said_in(option.label, language) or option.value for option in options}


class _Forgiving(dict[str, str]):
    """A text that names what is not known says nothing there."""

    def __missing__(self, key: str) -> str:
        return ""
