"""Refuses words that no answer is made of: broken characters, another script, the prompt, markup of the machine."""

import re
import unicodedata

from parley.conversation.output.denial import is_denied
from parley.conversation.output.facts import Facts
from parley.conversation.output.phrases import Found, fold_word
from parley.conversation.output.sentence import Sentence
from parley.text.word_list import split_entries

_REPLACEMENT_IN_WORD = re.compile(r"\w\ufffd|\ufffd\w|\ufffd{2}")
# UTF-8 read as Latin-1 or as Windows-1251, and what no encoding could write.
_MOJIBAKE = re.compile(
    r"(?:[ÐÑÃÂÒÓ][\u0080-\u00bf\u0152-\u0192\u2013-\u2122]\s?){2}|(?:[РС][^\w\s.,!?;:()\"'«»\-–—]\s?){2}"
    r"|(?:[РС][\u0402-\u040f\u0452-\u045f\u00a0-\u00bf\u2013-\u203a]|[РС][а-яё](?=[РС])){3}|\?{3,}\s+\?{2,}"
)
_MAY_BE_BROKEN = re.compile(
    "[\ufffdÐÑÃÂÒÓ\u00a1-\u00aa\u00ac-\u00ba\u0402-\u0405\u0408-\u040d\u040f\u0452\u0453\u0455\u0458-\u045d\u045f"
    "\u201a\u2020-\u2022\u2030\u2039\u203a]"
)
_MIN_SPELLED_LETTERS, _MIN_REPEATING_CHARS = 6, 24
_SPELLED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*·]){5,}[^\W\d_](?!\w)")
_MACHINE = re.compile(
    r"<\|?/?[a-z_]{2,}[^<>\n]{0,80}\|?>|\[/?(?:INST|SYS|TOOL_CALLS?)\]|<</?SYS>>|```|[{,]\s*\"(?:name|arguments|function|parameters|"
    r"tool|query|type|role|content)\"\s*:|^\s*[\[{]\s*[\"{]|\b(?:find_products|search_knowledge|search_products|tool_call|"
    r"function_call)\b|[⟦⟧]|^\s*(?:system|assistant|user|developer)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_MACHINE_MARK = re.compile(r"[<\[{`\"_:⟦⟧]")
_REPEATED = re.compile(r"(?<!\w)(\w{2,})(?:[\s,.;!]+\1(?!\w)){5,}|(\S{1,12}?)\2{11,}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC, _LATIN = re.compile("[\u0400-\u052f]"), re.compile("[A-Za-z\u00c0-\u024f]")
# Letters by ranges: their classes would take ten times as long.
_BEHIND_CYRILLIC = "\u0530-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufeff\uff21-\uffdc"
_NOT_CYRILLIC = re.compile(f"[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u03ff{_BEHIND_CYRILLIC}]")
_NOT_LATIN, _OTHER_SCRIPT = (
    re.compile(f"[\u0250-\u052f{_BEHIND_CYRILLIC}]"),
    re.compile(f"[\u0250-\u03ff{_BEHIND_CYRILLIC}]"),
)
# Scripts in which a language is written.
_LATIN_LANGUAGES, _LANGUAGES_OF_TWO_SCRIPTS = frozenset({"en"}), frozenset({"uz"})
# So many words of another script in a row are another language; names of goods are shorter.
_MAX_FOREIGN_WORDS = 4
# Small words of languages in Latin letters, which no name of goods consists of.
_LATIN_FUNCTION_WORDS = frozenset(
    split_entries(
        "the, is, are, was, of, to, and, your, you, our, we, this, that, it, for, in, on, with, please, have, "
        "will, can, not, i, my, as, at, by, from, or, if, a, an, do, does, what, how, der, die, das, und, ist, "
        "nicht, el, la, los, que, es, de, para, con, le, les, est, une, il, un, merhaba, ve, bir, bu, icin, siz, "
        "biz, men, va, bilan, uchun, sizga, bizda"
    )
)
_TOLD_TO_ME = frozenset(
    map(fold_word, ("мне", "i", "im", "ive", "маған", "мага", "menga", "менга", "мені", "надад"))
)
_ECHO_RUN, _MIN_ECHO_WORDS = 5, 4
_ECHO_SHARE = 0.5


def refuse_broken(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence holds broken characters, or is spelled out letter by letter."""
    text = sentence.text
    if sum([len(word) == 1 for word in sentence.folded]) >= _MIN_SPELLED_LETTERS and _SPELLED_OUT.search(text):
        return True
    if not (_MAY_BE_BROKEN.search(text) or "??" in text):
        return False
    return bool(_REPLACEMENT_IN_WORD.search(text) or _MOJIBAKE.search(text))


def refuse_machine(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence is meant for a machine: a tool's call, a mark of a template, a role's name."""
    return bool(_MACHINE_MARK.search(sentence.text)) and bool(_MACHINE.search(sentence.text))


def refuse_repetition(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence says one thing over and over."""
    words = sentence.folded
    may_repeat = len(words) > 2 * len(set(words)) or max(map(len, words), default=0) >= _MIN_REPEATING_CHARS
    return may_repeat and bool(_REPEATED.search(sentence.text))


def refuse_script(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence is in another script than the customer's language. Names of goods, and what the
    company or the customer wrote, may stand in any."""
    if not has_foreign_letter(sentence.text, facts.language):
        return False
    letters = len(_LETTER.findall(sentence.text))
    cyrillic, latin = len(_CYRILLIC.findall(sentence.text)), len(_LATIN.findall(sentence.text))
    if letters - cyrillic - latin > max(2, letters // 10):
        return not all(facts.knows_word(word) for word in sentence.folded if not _is_common(word))
    if facts.language in _LANGUAGES_OF_TWO_SCRIPTS:
        return False
    if facts.language in _LATIN_LANGUAGES:
        return cyrillic * 2 > letters and len(_unknown_words(sentence, facts, _CYRILLIC)) >= _MAX_FOREIGN_WORDS - 1
    return latin * 2 > letters and _is_latin_language(_unknown_words(sentence, facts, _LATIN))


def _unknown_words(sentence: Sentence, facts: Facts, script: re.Pattern[str]) -> list[str]:
    return [word for word in sentence.folded if script.search(word) and not facts.knows_word(word)]


def _is_latin_language(words: list[str]) -> bool:
    """Tells words of a language from names of goods."""
    functional = sum([word in _LATIN_FUNCTION_WORDS for word in words])
    is_language = len(words) >= _MAX_FOREIGN_WORDS and functional > 0
    return is_language or functional > 1 or len(words) > 2 * _MAX_FOREIGN_WORDS


def has_foreign_letter(text: str, language: str) -> bool:
    """Tells whether a text has a letter of another script than the language's."""
    if language in _LANGUAGES_OF_TWO_SCRIPTS:
        return bool(_OTHER_SCRIPT.search(text))
    return bool((_NOT_LATIN if language in _LATIN_LANGUAGES else _NOT_CYRILLIC).search(text))


def _is_common(word: str) -> bool:
    return all(unicodedata.name(char, "").startswith(("CYRILLIC", "LATIN", "DIGIT")) for char in word)


def refuse_prompt(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence gives away the prompt: names it, or repeats the words of it."""
    if "secret" in sentence.kinds:
        return any(not _is_refusal_to_tell(sentence, phrase) for phrase in sentence.phrases("secret"))
    return echoes_instructions(sentence, facts)


def _is_refusal_to_tell(sentence: Sentence, phrase: Found) -> bool:
    """Tells "I cannot show my instructions" from "I was told not to name the price"."""
    return sentence.folded[phrase.start] not in _TOLD_TO_ME and is_denied(sentence, phrase)


def echoes_instructions(sentence: Sentence, facts: Facts, run: int = _ECHO_RUN) -> bool:
    """Tells whether half of the runs of so many words of a sentence stand in what only the model was told."""
    if not facts.instructions:
        return False
    stems = sentence.stems
    run = min(run, max(len(stems), _MIN_ECHO_WORDS))  # a short sentence is an echo where it is one as a whole
    single = facts.instruction_runs(1)
    if sum([(stem,) in single for stem in stems]) < run:
        return False
    runs = [stems[start : start + run] for start in range(len(stems) - run + 1)]
    known = facts.instruction_runs(run)
    return sum([each in known for each in runs]) >= max(1, len(runs) * _ECHO_SHARE)
