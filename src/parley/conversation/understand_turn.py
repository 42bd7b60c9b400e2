"""What the pending messages say, and where the company's flow leads with it."""

from dataclasses import replace

from parley.dialogue import phrasing as wording
from parley.dialogue import policy as engine
from parley.dialogue.model import Facts, Flow, Move, Saying, Stage, said_in
from parley.domain.lead import Draft, hear_into
from parley.domain.turn import Turn
from parley.domain.understanding import Context, Heard
from parley.leads.capture import asked_to_confirm
from parley.nlu.contacts.phone import FEWEST
from parley.nlu.expected_slot import still_asked
from parley.nlu.understand import hear
from parley.runtime import Runtime, flow_of
from parley.text.tokenize import read


async def listen(rt: Runtime, turn: Turn) -> Stage:
    """Hear the messages, take them in, let the flow find out what it needs, and decide the next move."""
    flow = flow_of(rt, turn.company)
    heard = hear_turn(rt, turn)
    if flow.languages and heard.language not in flow.languages:
        heard = replace(heard, language=flow.languages[0])
    facts = await flow.facts(rt, turn.company) if flow.facts else {}
    saying = _saying(rt, turn, heard, facts)
    taken = engine.Taken(hear_into(turn.draft, heard))
    if flow.enforced:
        taken = engine.take(flow, turn.draft, taken.draft, saying)
    if flow.settle and not taken.objection:
        draft, objection = await flow.settle(rt, turn.company, taken.draft, saying)
        taken = replace(taken, draft=draft, objection=objection)
    move = engine.decide(flow, turn.draft, taken, saying, asked_to_confirm=_asked_to_confirm(turn, taken.draft))
    move = _with_remark(flow, turn.draft, taken, move, saying)
    return Stage(flow, turn, turn.draft, taken.draft, move, saying, taken.changed)


def hear_turn(rt: Runtime, turn: Turn) -> Heard:
    draft = turn.draft
    context = Context(
        asked=still_asked(draft, turn.said, rt.lexicon),
        language=turn.language,
        country=turn.company.country,
        known_name=draft.name,
        known_phone=draft.phone.raw if draft.phone else "",
        not_names=frozenset({turn.company.name.lower()}),
    )
    heard = hear(turn.said, context, rt.lexicon)
    if draft.scrap and not (heard.phone and heard.phone.e164):
        # The rest of a number whose beginning was answered as "too short" already: "ой, ещё 33 18".
        rest = turn.said[next((at for at, char in enumerate(turn.said) if char.isdigit()), len(turn.said)) :]
        whole = hear(f"{draft.scrap} {rest}", context, rt.lexicon)
        if rest and whole.phone and whole.phone.e164:
            heard = replace(heard, phone=whole.phone, bad_phone="")
    return _from_abroad(rt, turn, context, heard)


def _from_abroad(rt: Runtime, turn: Turn, context: Context, heard: Heard) -> Heard:
    """Digits that are no number of the company's country, from a customer who writes another language than the
    company's, may be one of where that is spoken: "99112233" in Mongolian."""
    region = rt.language(heard.language).region
    at_home = region == context.country or heard.language == turn.company.language
    known = heard.phone is not None and heard.phone.e164 is not None
    if at_home or known or sum(map(str.isdecimal, turn.said)) < FEWEST:
        return heard
    again = hear(turn.said, replace(context, country=region), rt.lexicon)
    return again if again.phone is not None and again.phone.e164 else heard


def _saying(rt: Runtime, turn: Turn, heard: Heard, facts: Facts) -> Saying:
    return Saying(
        text=turn.said,
        reading=read(turn.said, ends=(600, 100)),
        heard=heard,
        known=turn.draft.known,
        facts=facts,
        now=rt.clock().astimezone(turn.company.zone),
        calendar=rt.calendar,
        says=rt.language(heard.language).says,
        lexicon=rt.lexicon,
        language=heard.language,
        before=next((line.text for line in reversed(turn.history) if line.role == "assistant"), ""),
        asked_step=turn.draft.step,
    )


def _asked_to_confirm(turn: Turn, draft: Draft) -> bool:
    return draft.phone is not None and asked_to_confirm(turn.history)


def _with_remark(flow: Flow, before: Draft, taken: engine.Taken, move: Move, saying: Saying) -> Move:
    """Who comes back is told that nothing is lost; an answer that says nothing is not passed over."""
    heard, says = saying.heard, saying.says
    if not flow.enforced or not move.question:
        return move
    if before.resting:
        return replace(move, remark=says.resumed)
    if move.step is not None and (told := _changed_by_the_way(flow, before, taken, move.step.name, saying)):
        return replace(move, remark=says.noted.format(what=told))
    silent = not (taken.changed or taken.objection or taken.draft.phone != before.phone)
    asks = saying.asks or ((heard.question or heard.asks_price) and not saying.wants)
    small_talk = heard.greeting or heard.thanks or asks
    wrong = before.step and not small_talk and not heard.later and not heard.refuses_contact and not heard.bad_phone
    if silent and wrong and move.step is not None and move.step.name == before.step and not heard.ready:
        return replace(move, remark=says.not_caught)
    return move


def _changed_by_the_way(flow: Flow, before: Draft, taken: engine.Taken, asked: str, saying: Saying) -> str:
    """An answer given earlier and given anew now: the customer sees that it was heard."""
    changed = [name for name in taken.changed if before.known.get(name) and name in taken.draft.known]
    step = next((step for step in flow.steps if step.name in changed and step.name != asked), None)
    if step is None:
        return ""
    words = wording.shown(flow, taken.draft, saying.facts, saying.says, saying.language)[step.name]
    label = said_in(step.label, saying.language)
    return f"{label}: {words}" if label and words else ""
