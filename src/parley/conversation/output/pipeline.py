"""Filters a model's words on their way to the customer, one filter behind the other."""

from collections.abc import Callable, Sequence

from parley.conversation.grounding import known_facts
from parley.conversation.output.facts import Facts
from parley.conversation.output.goods_list import GoodsListRule
from parley.conversation.output.hidden_text import HiddenTextFilter
from parley.conversation.output.language import LanguageRule
from parley.conversation.output.one_sentence import OneSentenceFilter
from parley.conversation.output.promises import ScriptedRule
from parley.conversation.output.rules import RULES, Rule
from parley.conversation.output.sentences import SentenceFilter
from parley.conversation.output.suggestions import SuggestionParser
from parley.dialogue.model import DialogueState
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import MAX_CARDS
from parley.languages.base import Language
from parley.runtime import Runtime

# Longer answers are cut behind a sentence: nobody reads more, and some models never end.
MAX_ANSWER_CHARS = 2000
# Of what is not said so much is waited for.
_MAX_READ_CHARS = 4 * MAX_ANSWER_CHARS


class OutputPipeline:
    """Feed it a model's words piece by piece; what may be said goes to `emit` as soon as it is judged.

    What is meant for machines is taken out, a line of buttons becomes buttons, sentences that break a rule are not
    said, prices nobody gave are replaced, and a spoken turn is one sentence.
    """

    def __init__(
        self,
        emit: Callable[[str], None],
        facts: Facts,
        price_replacement: str,
        *,
        scripted_rule: ScriptedRule | None = None,
        turn_rules: Sequence[Rule] = (),
        one_sentence: OneSentenceFilter | None = None,
    ) -> None:
        self._emit, self._facts, self._scripted_rule = emit, facts, scripted_rule
        rules = (*turn_rules, *RULES)
        if scripted_rule is not None:
            rules = (Rule("what a flow decides", scripted_rule.refuses), *rules)
        self._sentences = SentenceFilter(facts, price_replacement, rules, says_clauses=scripted_rule is None)
        self._hidden, self._suggestion_parser = HiddenTextFilter(), SuggestionParser()
        self._one_sentence = one_sentence
        self._emitted: list[str] = []
        self._suggestions: tuple[str, ...] = ()
        self._read_chars = self._emitted_chars = 0

    @property
    def is_full(self) -> bool:
        """Whether nothing more will be said, whatever comes."""
        return (
            self._emitted_chars >= MAX_ANSWER_CHARS
            or self._read_chars >= _MAX_READ_CHARS
            or self._hidden.has_ended
            or (self._one_sentence is not None and self._one_sentence.ended)
        )

    @property
    def said(self) -> str:
        """What was said so far."""
        return "".join(self._emitted)

    def allow_facts(self, text: str) -> None:
        """Lets what stands in this text be said: a tool found it."""
        self._facts.allow(text)
        if self._scripted_rule:
            self._scripted_rule.allow_speeds(text)

    def trust(self) -> None:
        """Takes what follows for parley's own words: of the rules only that about prices counts."""
        self._sentences.trust()

    def feed(self, piece: str) -> None:
        """Takes the next piece of the model's words."""
        if self.is_full:
            return
        text = self._hidden.feed(piece)
        if self._hidden.retracts:
            self._hidden.retracts = False
            self._say(self._drop_held())
        self._read_chars += len(text)
        self._say(self._sentences.feed(self._suggestion_parser.feed(text)))

    def end_paragraph(self) -> None:
        """Ends what was said before a tool was called; what comes behind it is a paragraph of its own."""
        self.feed("\n")

    def break_off(self) -> None:
        """Ends an answer whose rest will not come: what is not whole is not said."""
        self._say(self._drop_held())
        self._hidden = HiddenTextFilter()

    def settle(self) -> None:
        """Says what was held back, where it may be said: the model is done."""
        if self._emitted_chars >= MAX_ANSWER_CHARS:
            self._say(self._drop_held())
            return
        text = self._suggestion_parser.feed(self._hidden.close())
        rest, suggestions = self._suggestion_parser.close()
        self._suggestion_parser = SuggestionParser()
        self._say(self._sentences.feed(text + rest) + self._sentences.close())
        self._suggestions += tuple(filter(self._sentences.may_say, suggestions))

    def finish(self) -> tuple[str, tuple[str, ...]]:
        """Says what was held back; returns all that was said, and the buttons the model offered."""
        self.settle()
        if self._one_sentence:
            self._emit_text(self._one_sentence.close())
        return self.said, self._suggestions

    def _drop_held(self) -> str:
        self._suggestion_parser = SuggestionParser()
        return self._sentences.drop()

    def _say(self, text: str) -> None:
        self._emit_text(self._one_sentence.feed(text) if self._one_sentence else text)

    def _emit_text(self, text: str) -> None:
        if not self._emitted:
            text = text.lstrip()
        if text:
            self._emitted.append(text)
            self._emitted_chars += len(text)
            self._emit(text)


def build_output_pipeline(
    rt: Runtime,
    state: DialogueState,
    context: PromptContext,
    language: Language,
    emit: Callable[[str], None],
    *,
    is_builtin: bool,
) -> OutputPipeline:
    """Returns the filters that an answer needs; the built-in model's words are trusted."""
    facts = known_facts(state, context)
    output = OutputPipeline(
        emit,
        facts,
        language.replies.price_unknown,
        scripted_rule=None if is_builtin else _scripted_rule(state, context, facts),
        turn_rules=() if is_builtin else _turn_rules(rt, context),
        one_sentence=OneSentenceFilter([context.name]) if state.turn.is_voice else None,
    )
    if is_builtin:
        output.trust()
    return output


def _scripted_rule(state: DialogueState, context: PromptContext, facts: Facts) -> ScriptedRule | None:
    if not context.is_scripted:
        return None
    name_markers, names = state.flow.known_names(state.facts) if state.flow.known_names else ((), ())
    return ScriptedRule(name_markers, names, [*facts.given, *facts.said_by_customer])


def _turn_rules(rt: Runtime, context: PromptContext) -> list[Rule]:
    """Returns the rules of this answer alone: its language, and the goods that stand on cards."""
    language_rule = LanguageRule(context.language, rt.phrase_matcher)
    rules = [Rule("another language", language_rule.refuses, language_rule.suspects)]
    results = context.results
    # Where the goods were asked something, a line for each may be the answer.
    if context.shows_cards and results.products and not (results.is_comparison or results.facts):
        list_rule = GoodsListRule(results.products[:MAX_CARDS])
        rules.append(Rule("a list of what stands on cards", list_rule.refuses, list_rule.suspects))
    return rules
