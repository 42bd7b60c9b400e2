"""Adds what code itself says at the end of an answer, and the buttons below it: a model is not relied on for
them."""

from parley.dialogue.model import DialogueState
from parley.domain.lead import DialogueAct
from parley.domain.prompt_context import PromptContext
from parley.languages.base import Language
from parley.text.digits import only_digits

# Where a model's own buttons may stand: elsewhere code knows better what fits.
_ACTS_WITH_MODEL_BUTTONS = (DialogueAct.ANSWER, DialogueAct.ALREADY_CONFIRMED)


def closing_text(state: DialogueState) -> str:
    """Returns the flow's remark and question; empty where the flow says nothing. Spoken aloud it is one sentence:
    the question, unless the customer asked one."""
    decision = state.decision
    if not state.is_scripted:
        return ""
    if not state.turn.is_voice:
        return "\n\n".join(filter(None, (decision.remark, decision.question)))
    if state.is_digression:
        return ""
    words = decision.question or decision.remark
    if decision.act is not DialogueAct.CONFIRM:
        words = words.split("\n\n")[-1]
    return ", ".join(line.strip("• \n") for line in words.splitlines() if line.strip("• \n"))


def required_text(reply_text: str, context: PromptContext, language: Language) -> str:
    """Returns what has to follow the model's words: the closing of the flow, or, where the words left it out, the
    read-back and the promise of a call. With the space between them."""
    if context.one_sentence and not context.is_scripted:
        return ""
    text = context.closing_text or _missing_statement(reply_text, context, language)
    return f"\n\n{text}" if text and reply_text.strip() else text


def _missing_statement(reply_text: str, context: PromptContext, language: Language) -> str:
    replies = language.replies
    if context.act is DialogueAct.CONFIRM:
        if only_digits(context.phone) in only_digits(reply_text):
            return ""
        template = replies.read_back if context.name else replies.read_back_phone
        return template.format(name=context.name, phone=context.phone)
    if _promises_call(reply_text, language):
        return ""
    if context.act is DialogueAct.CONFIRMED:
        return replies.confirmed.format(name=context.name) if context.name else replies.confirmed_unnamed
    if context.act is DialogueAct.HANDOVER:
        return context.handover_text
    return ""


def _promises_call(reply_text: str, language: Language) -> bool:
    """Tells whether the words promise a call. In Russian the contract wants these very ones (§1.1); elsewhere the
    model is believed."""
    return language.code != "ru" or "менеджер свяжется" in reply_text


def choose_suggestions(
    state: DialogueState, model_suggestions: tuple[str, ...], language: Language
) -> tuple[str, ...]:
    """Returns the buttons that fit what is asked: the flow's, yes and no, or the model's own where nothing is."""
    decision, replies = state.decision, language.replies
    if decision.suggestions:
        return decision.suggestions
    if decision.act is DialogueAct.CONFIRM:
        return replies.button_yes, replies.button_no
    return model_suggestions if decision.act in _ACTS_WITH_MODEL_BUTTONS else ()
