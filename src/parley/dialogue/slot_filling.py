"""What a message adds to what is known: answers, early and asked for; changes and what depends on them."""

from dataclasses import dataclass, replace
from typing import Any

from parley.dialogue import slot_readers as reading
from parley.dialogue.model import Flow, Objection, Saying, Step
from parley.dialogue.open_slots import applies, is_open
from parley.domain.lead import Draft
from parley.text.tokenize import listed
from parley.text.word_list import WordList

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
    """Take the answers of a message into the draft. `draft` has its contact taken in already (domain/lead.py).

    Data given early is kept; an answer that is known is replaced only by one that is meant to replace it, and what
    depends on it is forgotten with it.
    """
    asked = flow.step(before.step) if before.asked == "step" else None
    known, changed, objection = dict(draft.known), _contact_changes(before, draft), None
    if asked is not None:
        changed |= _agreed(asked, before, known, saying) | _all_refused(flow, asked, known, saying)
    for step in (*flow.steps, *flow.after):
        if step.kind in ("name", "phone") or step.name in changed or not applies(step, known):
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
        if step.group == asked.group and step.name not in known and applies(step, known)
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
    named = [step for step in flow.steps if _named(step, saying) and not is_open(step, draft, saying.facts)]
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
