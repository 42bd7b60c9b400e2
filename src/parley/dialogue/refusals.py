"""Tells whether a message refuses what a slot asks about, or takes something else instead."""

from parley.dialogue.model import Slot, Utterance
from parley.text.word_list import WordList, split_entries

# Where a refusal is an answer; a bare no is understood by nlu/intents/yes_no.py already.
_REFUSAL_WORDS = WordList(
    split_entries(
        "ничего, больше ничего, без дополнений, без, не нужно, не надо, не нужен, не нужна, не нужны, "
        "не требуется, не хочу, обойдусь, обойдемся, откажусь, отказываюсь, пропуст*, пропущу, не интересует, "
        "nothing, skip, none, no need, not needed, don't need, do not need, without, "
        "нічого, не потрібно, не треба, не потрібен, не потрібна, не потрібні, обійдусь, обійдемось, "
        "ештеңе, керек емес, қажет емес, керегі жоқ, қажеті жоқ, өткізіп жібер*, "
        "эч нерсе, керек эмес, кереги жок, өткөрүп жибер*, "
        "hech narsa, kerak emas, kerakmas, keragi yo'q, shart emas, o'tkazib yubor*, "
        "ҳеч нарса, керак эмас, керакмас, кераги йўқ, шарт эмас, ўтказиб юбор*, "
        "хэрэггүй, хэрэг алга, авахгүй, юу ч, алгас*"
    )
)
_REFUSAL_MARKS = ("-", "–", "—", "0")
_CHANGE_WORDS = WordList(
    split_entries(
        "лучше, тогда, передумал*, поменя*, измен*, замен*, другой, другая, другое, вместо, все таки, все же, "
        "давайте, перенес*, исправ*, rather, instead, "
        "change, actually, краще, змін*, перенес*, виправ*, өзгерт*, ауыстыр*, түзет*, өзгөрт*, алмаштыр*, "
        "оңдо*, o'zgartir*, almashtir*, ўзгартир*, алмаштир*, өөрчл*, соль*, засаарай"
    )
)
_GROUP_REFUSAL_WORDS = WordList(
    split_entries(
        "ничего, больше ничего, ничего дополнительно, без дополнений, без допов, только интернет, nothing, нічого, "
        "ештеңе, эч нерсе, hech narsa, юу ч"
    )
)


def is_left_out(slot: Slot, utterance: Utterance) -> bool:
    """Tells whether what the slot asks about is named only to leave it out: "без камер", "камерасыз"."""
    spans = slot.mentions.find_spans(utterance.tokenized)
    excluded = utterance.choices.excluded
    return bool(spans) and not utterance.is_question and all(start in excluded for start, _ in spans)


def is_refusal(utterance: Utterance) -> bool:
    """Tells whether nothing of what was asked about is wanted."""
    if utterance.is_question:
        return False
    if utterance.text.strip() in _REFUSAL_MARKS:
        return True
    if utterance.understanding.refuses_contact:  # a number or an address of mail, and nothing else
        return False
    return utterance.understanding.answer == "no" or _REFUSAL_WORDS.matches(utterance.tokenized)


def is_change(utterance: Utterance) -> bool:
    """Tells whether something else is wanted than what was said before: "лучше", "нет, давайте"."""
    return utterance.understanding.answer == "no" or _CHANGE_WORDS.matches(utterance.tokenized)


def is_group_refusal(utterance: Utterance) -> bool:
    """Tells whether nothing of the whole group is wanted: "ничего дополнительно не нужно"."""
    return not utterance.understanding.question and _GROUP_REFUSAL_WORDS.matches(utterance.tokenized)
