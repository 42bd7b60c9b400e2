"""Where an answer leads: the next question, the read-back, the lead. Code holds the order."""

from dataclasses import replace

from parley.dialogue import phrasing as wording
from parley.dialogue.model import CONTACT, Flow, Move, Saying, Step, said_in
from parley.dialogue.open_slots import applies, missing, open_step
from parley.dialogue.slot_filling import Taken, take
from parley.domain.lead import Draft, asked_by, next_step
from parley.domain.lead import Step as Aim

__all__ = ["Taken", "after", "decide", "missing", "open_step", "take"]

# Whoever was asked this often and said nothing is not asked any more, where it may be left out.
_PATIENCE = 2


def decide(flow: Flow, before: Draft, taken: Taken, saying: Saying, *, asked_to_confirm: bool) -> Move:
    """Where the answer leads."""
    draft, heard = taken.draft, saying.heard
    if not flow.enforced or (flow.gentle and not _begun(flow, taken, saying)):
        return Move(next_step(before, draft, heard, asked_to_confirm=asked_to_confirm))
    if draft.opted_out:
        return Move(Aim.OPTED_OUT)
    if _waits_for_a_person(flow, taken):
        return Move(next_step(before, draft, heard, asked_to_confirm=asked_to_confirm))
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
        return _ask(flow, step, draft, saying)
    return _confirm(flow, before, taken, saying)


def after(draft: Draft, move: Move) -> Draft:
    """The draft after an answer that made this move."""
    draft = asked_by(draft, move.aim)
    name = move.step.name if move.step else ""
    times = {**draft.times, name: draft.times.get(name, 0) + 1} if name else draft.times
    if name and move.aim is Aim.CONFIRMED:
        draft = replace(draft, asked="step")
    return replace(draft, step=name, times=times, resting=move.aim is Aim.REST, proposal=move.proposal)


def _begun(flow: Flow, taken: Taken, saying: Saying) -> bool:
    """A gentle flow's own steps begin with a wish to order, or once one of them was answered."""
    draft = taken.draft
    own = _own_steps(flow)
    return saying.heard.ready or bool(draft.phone) or bool(own & draft.known.keys()) or draft.step in own


def _waits_for_a_person(flow: Flow, taken: Taken) -> bool:
    """Who was passed on to a person and left a number needs no order: the contact is read back, and the manager is
    told. Who goes on answering goes on with the flow."""
    draft = taken.draft
    waits = draft.handed_over and draft.phone is not None and not draft.confirmed
    return waits and _own_steps(flow).isdisjoint(taken.changed)


def _own_steps(flow: Flow) -> set[str]:
    """The steps that ask for more than a contact."""
    return {step.name for step in flow.steps if step.kind not in CONTACT}


def _rests(flow: Flow, saying: Saying) -> bool:
    heard = saying.heard
    return (heard.later or heard.goodbye or flow.rests.within(saying.reading)) and not heard.question


def _worth_asking(step: Step, draft: Draft) -> bool:
    return applies(step, draft.known) and step.name not in draft.known and draft.times.get(step.name, 0) < _PATIENCE


def _afterwards(flow: Flow, taken: Taken, saying: Saying) -> Move:
    """The lead is made: what is still worth knowing is asked, and nothing twice over."""
    noted = taken.changed.intersection(step.name for step in flow.after)
    remark = said_in(flow.noted, saying.language) if noted else ""
    step = _next_after(flow, taken.draft)
    if step is None:
        return Move(Aim.AFTER, remark=remark)
    return replace(_ask(flow, step, taken.draft, saying), remark=remark)


def _next_after(flow: Flow, draft: Draft) -> Step | None:
    return next((step for step in flow.after if _worth_asking(step, draft)), None)


def _objected(flow: Flow, before: Draft, taken: Taken, saying: Saying) -> Move:
    objection, says = taken.objection, saying.says
    assert objection is not None
    step = objection.step or flow.step(before.step) or open_step(flow, taken.draft, saying.facts)
    buttons = (says.plain_yes, says.plain_no) if objection.proposal is not None else objection.suggestions
    return Move(Aim.ASK, step, question=objection.say, suggestions=buttons, proposal=objection.proposal)


def _ask(flow: Flow, step: Step, draft: Draft, saying: Saying) -> Move:
    remark = saying.says.why_contact if saying.heard.asks_why else ""
    if step.kind == "name":
        return Move(Aim.ASK_NAME, step, remark=remark, question=wording.contact_question(step, draft, saying))
    if step.kind == "phone":
        remark = remark or (saying.says.number_needed if saying.heard.refuses_contact else "")
        return Move(Aim.ASK_PHONE, step, remark=remark, question=wording.contact_question(step, draft, saying))
    return Move(
        Aim.ASK,
        step,
        question=wording.question(flow, step, draft, saying),
        suggestions=wording.buttons(step, draft, saying),
    )


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
                Aim.ASK_CORRECTION,
                question=saying.says.correct_what,
                suggestions=wording.parts(flow, taken.draft, saying),
            )
    return read_back(flow, taken.draft, saying)


def _confirmed(flow: Flow, taken: Taken, saying: Saying) -> Move:
    move = Move(Aim.CONFIRMED, remark=wording.thanks(flow, taken.draft, saying))
    step = _next_after(flow, taken.draft)
    if step is None:
        return move
    asked = _ask(flow, step, taken.draft, saying)
    return replace(move, step=step, question=asked.question, suggestions=asked.suggestions)


def read_back(flow: Flow, draft: Draft, saying: Saying) -> Move:
    says = saying.says
    known = wording.lines(flow, draft, saying.facts, says, saying.language)
    words = says.read_back_all.format(lines="\n".join(f"• {label}: {value}" for label, value in known))
    return Move(Aim.CONFIRM, question=words, suggestions=(says.button_yes, says.button_no))
