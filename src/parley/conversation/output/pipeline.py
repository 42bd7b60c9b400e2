"""Filters a model's words on their way to the customer, one filter behind the other."""

from collections.abc import Callable

from parley.conversation.grounding import grounding_texts
from parley.conversation.output.one_sentence import OneSentenceFilter
from parley.conversation.output.prices import PriceFilter
from parley.conversation.output.promises import PromiseFilter
from parley.conversation.output.suggestions import SuggestionParser
from parley.dialogue.model import DialogueState
from parley.domain.prompt_context import PromptContext
from parley.languages.base import Language
from parley.runtime import Runtime


class OutputPipeline:
    """Feed it a model's words piece by piece; what may be said goes to `emit` at once.

    A line of buttons becomes buttons, prices nobody gave are not said, where a flow is enforced nothing is asked or
    promised, and a spoken turn is one sentence.
    """

    def __init__(
        self,
        emit: Callable[[str], None],
        price_filter: PriceFilter,
        promise_filter: PromiseFilter | None,
        *,
        one_sentence: bool,
    ) -> None:
        self._emit, self._price_filter, self._promise_filter = emit, price_filter, promise_filter
        self._suggestion_parser = SuggestionParser()
        self._sentence_filter = OneSentenceFilter() if one_sentence else None
        self._emitted: list[str] = []

    def allow_facts(self, text: str) -> None:
        """Lets prices and speeds of this text be said: a tool found it."""
        self._price_filter.allow_prices(text)
        if self._promise_filter:
            self._promise_filter.allow_speeds(text)

    def feed(self, piece: str) -> None:
        """Takes the next piece of the model's words."""
        self._filter_promises(self._price_filter.feed(self._suggestion_parser.feed(piece)))

    def finish(self) -> tuple[str, tuple[str, ...]]:
        """Says what was held back; returns all that was said, and the buttons the model offered."""
        rest, suggestions = self._suggestion_parser.close()
        self._filter_promises(self._price_filter.feed(rest) + self._price_filter.close())
        if self._promise_filter:
            self._limit_sentences(self._promise_filter.close())
        if self._sentence_filter:
            self._emit_text(self._sentence_filter.close())
        return "".join(self._emitted), suggestions

    def _filter_promises(self, text: str) -> None:
        self._limit_sentences(self._promise_filter.feed(text) if self._promise_filter else text)

    def _limit_sentences(self, text: str) -> None:
        self._emit_text(self._sentence_filter.feed(text) if self._sentence_filter else text)

    def _emit_text(self, text: str) -> None:
        if text:
            self._emitted.append(text)
            self._emit(text)


def build_output_pipeline(
    rt: Runtime, state: DialogueState, context: PromptContext, language: Language, emit: Callable[[str], None]
) -> OutputPipeline:
    """Returns the filters that an answer needs. What the built-in model says of a flow needs no check."""
    grounding = grounding_texts(state.turn, context)
    price_filter = PriceFilter(
        language.replies.price_unknown, grounding, [hit.price for hit in context.results.products]
    )
    promise_filter = None
    if context.is_scripted and rt.model_for(state.turn.company) is not rt.builtin_model:
        name_markers, names = state.flow.known_names(state.facts) if state.flow.known_names else ((), ())
        promise_filter = PromiseFilter(name_markers, names, grounding)
    return OutputPipeline(emit, price_filter, promise_filter, one_sentence=state.turn.is_voice)
