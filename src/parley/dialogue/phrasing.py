"""A flow in words: its questions with their buttons, and what is known, for customers and for people."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from parley.dialogue import slot_readers as reading
from parley.dialogue.model import CONTACT, NO, YES, Facts, Flow, Known, Saying, Step, said_in
from parley.dialogue.open_slots import applies
from parley.domain.lead import Draft
from parley.languages.base import Says
from parley.nlu.contacts.extract import pretty_phone

_MOST_BUTTONS = 8
# Who is asked the same this often may want a person.
_ASKED_OFTEN = 3
_NAMED = re.compile(r"\{(\w+)\}")


def question(flow: Flow, step: Step, draft: Draft, saying: Saying) -> str:
    """The step's question; what there is to choose from stands before it the first time."""
    says, language = saying.says, saying.language
    repeated = draft.times.get(step.name, 0) > 0
    words = said_in(step.again if repeated and step.again else step.ask, language)
    if not words and step.kind == "email":
        words = says.ask_email
    values = shown(flow, draft, saying.facts, says, language)
    words = fill(words, values)
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
    if draft.times.get(step.name, 0) >= _ASKED_OFTEN:
        labels = [*labels[: _MOST_BUTTONS - 1], says.button_human]
    return tuple(labels[:_MOST_BUTTONS])


def contact_question(step: Step, draft: Draft, saying: Saying) -> str:
    says, repeated = saying.says, draft.times.get(step.name, 0) > 0
    own = said_in(step.again if repeated and step.again else step.ask, saying.language)
    if step.kind == "name":
        return own or (says.ask_name_again if repeated else says.ask_name)
    if saying.heard.bad_phone:
        return says.bad_phone.format(phone=saying.heard.bad_phone)
    if own or repeated:
        return fill(own, {"name": draft.name}) or says.ask_phone_again
    return says.ask_phone.format(name=draft.name) if draft.name else says.ask_phone_unnamed


def lines(
    flow: Flow, draft: Draft, facts: Facts, says: Says, language: str, leaving_out: Container[str] = ()
) -> list[tuple[str, str]]:
    """Everything that is known, worded for people, in the order of the steps."""
    found = []
    for step in (*flow.steps, *flow.after):
        if step.name in leaving_out:
            continue
        title = label(step, says, language)
        words = value(step, draft, facts, says, language)
        if title and words:
            found.append((title, words))
    return found


def shown(flow: Flow, draft: Draft, facts: Facts, says: Says, language: str) -> dict[str, str]:
    """Every known value in words, by step: what questions may name."""
    values = {step.name: value(step, draft, facts, says, language) for step in (*flow.steps, *flow.after)}
    return {**values, "name": draft.name, "phone": pretty_phone(draft.phone) if draft.phone else ""}


def thanks(flow: Flow, draft: Draft, saying: Saying) -> str:
    words = flow.confirmed(draft.known) if callable(flow.confirmed) else flow.confirmed
    own = said_in(words, saying.language)
    if own:
        return fill(own, shown(flow, draft, saying.facts, saying.says, saying.language))
    says = saying.says
    return says.confirmed.format(name=draft.name) if draft.name else says.confirmed_unnamed


def parts(flow: Flow, draft: Draft, saying: Saying) -> tuple[str, ...]:
    answered = [step for step in flow.steps if value(step, draft, saying.facts, saying.says, saying.language)]
    labels = (label(step, saying.says, saying.language) for step in answered)
    return tuple(dict.fromkeys(label for label in labels if label))[:_MOST_BUTTONS]


def label(step: Step, says: Says, language: str) -> str:
    usual: Mapping[str, str] = {"name": says.what_name, "phone": says.what_phone, "email": says.what_email}
    return said_in(step.label, language) or usual.get(step.kind, "")


def value(step: Step, draft: Draft, facts: Facts, says: Says, language: str) -> str:
    if not applies(step, draft.known):
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


def fill(text: str, values: Mapping[str, str]) -> str:
    """A company's own text with what is known; what is not says nothing. No format string: of a value nothing can
    be asked for but the value."""
    return _NAMED.sub(lambda found: values.get(found[1], ""), text)
