"""Adds what code itself says at the end of an answer, and the buttons below it: a model is not relied on for
them."""

from collections.abc import Set as AbstractSet

from parley.conversation.contact_requests import ContactPart
from parley.conversation.output.one_sentence import join_as_one_sentence
from parley.conversation.output.requests import asks_for, promises_contact, sentences_of
from parley.dialogue.model import DialogueState
from parley.domain.lead import DialogueAct
from parley.domain.prompt_context import PromptContext
from parley.languages.base import Language, Replies
from parley.text.digits import only_digits

# Where a model's own buttons may stand: elsewhere code knows better what fits.
_ACTS_WITH_MODEL_BUTTONS = (DialogueAct.ANSWER, DialogueAct.ALREADY_CONFIRMED)
# What the state of the dialogue owes is a statement in the language file.
_ACTS_WITH_STATEMENT = (DialogueAct.CONFIRM, DialogueAct.CONFIRMED, DialogueAct.HANDOVER)


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


def speaks_for_model(context: PromptContext) -> bool:
    """Tells whether the one sentence of a spoken answer is code's, whatever a provider's model says: the flow's
    question, a read-back, thanks, a hand-over."""
    return context.one_sentence and (
        bool(context.closing_text) or (not context.is_scripted and context.act in _ACTS_WITH_STATEMENT)
    )


def required_text(
    reply_text: str, context: PromptContext, language: Language, owed: AbstractSet[ContactPart] = frozenset()
) -> str:
    """Returns what has to follow a model's words, with the space between them: the closing of the flow, or what the
    state of the dialogue owes and the words left out, in whatever language they are.

    `owed`: parts of the contact that the dialogue counts as asked for.
    """
    if context.one_sentence and not context.is_scripted and reply_text.strip():
        return ""
    text = context.closing_text or "\n\n".join(
        filter(None, (_missing_order(reply_text, context), _missing_text(reply_text, context, language, owed)))
    )
    if context.one_sentence and not context.is_scripted:
        text = join_as_one_sentence(text, [context.name])
    return f"\n\n{text}" if text and reply_text.strip() else text


def _missing_text(
    reply_text: str, context: PromptContext, language: Language, owed: AbstractSet[ContactPart]
) -> str:
    if context.act is DialogueAct.CORRECTED:
        corrected = context.corrected or context.person
        return "" if corrected in reply_text else language.replies.correction_noted.format(contact=corrected)
    if context.act is DialogueAct.DATA_DELETED:
        return "" if language.replies.data_deleted in reply_text else language.replies.data_deleted
    if context.act is DialogueAct.CONFIRM:
        return _missing_read_back(reply_text, context, language.replies)
    if context.act is DialogueAct.CONFIRMED:
        thanks = language.replies.thank(context.name, in_chat=context.wants_chat)
        return "" if _promises_contact(reply_text, language) else thanks
    if context.act is DialogueAct.HANDOVER:
        return _missing_handover(reply_text, context, language)
    is_unasked = "phone" in owed and not _asks_for_phone(reply_text)
    return _phone_question(context, language.replies) if is_unasked else ""


def _missing_order(reply_text: str, context: PromptContext) -> str:
    """Returns what is to be said of the order and was left out: a model may word it, but every line of it stands in
    the answer."""
    lines = context.order_text.split("; ") if context.order_text else [context.order_note]
    is_said = context.order_note in reply_text or all(line in reply_text for line in lines)
    return "" if is_said else context.order_note


def _missing_handover(reply_text: str, context: PromptContext, language: Language) -> str:
    if context.handover_text in reply_text:
        return ""
    is_asked = not context.handover_question or _asks_for_phone(reply_text)
    if not _promises_contact(reply_text, language):
        return context.handover_statement if is_asked else context.handover_text
    return "" if is_asked else context.handover_question


def _missing_read_back(reply_text: str, context: PromptContext, replies: Replies) -> str:
    if "?" in reply_text and _shows_contact(reply_text, context):
        return ""
    return replies.read_back_contact_of(context.name, context.phone, context.addresses, context.contact)


def _shows_contact(reply_text: str, context: PromptContext) -> bool:
    """Tells whether the words show every contact that is to be confirmed."""
    shows_phone, written = only_digits(context.phone) in only_digits(reply_text), reply_text.casefold()
    return shows_phone and all(address.casefold() in written for address in context.addresses)


def _promises_contact(reply_text: str, language: Language) -> bool:
    """Tells whether the words promise that a person gets in touch; in Russian the contract wants them word by word
    (§1.1)."""
    is_worded = language.code != "ru" or "менеджер свяжется" in reply_text
    return is_worded and any(promises_contact(sentence, language.code) for sentence in sentences_of(reply_text))


def _asks_for_phone(reply_text: str) -> bool:
    return any(asks_for(sentence, "phone") for sentence in sentences_of(reply_text))


def _phone_question(context: PromptContext, replies: Replies) -> str:
    """Returns the question for a phone in the language file's words."""
    invalid_phone = context.understanding.invalid_phone
    return replies.ask_for_phone(context.name, invalid_phone, is_repeated=context.is_repeated_request)


def choose_suggestions(
    state: DialogueState, model_suggestions: tuple[str, ...], language: Language, *, offers_person: bool = False
) -> tuple[str, ...]:
    """Returns the buttons that fit what is asked: the flow's, yes and no, or the model's own where nothing is.
    `offers_person`: whether nobody but a person can answer."""
    decision, replies = state.decision, language.replies
    if decision.suggestions:
        return decision.suggestions
    if decision.act is DialogueAct.CONFIRM:
        return replies.button_yes, replies.button_no
    if offers_person:
        return (replies.button_human,)
    return model_suggestions if decision.act in _ACTS_WITH_MODEL_BUTTONS else ()
