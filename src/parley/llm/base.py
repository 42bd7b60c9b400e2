"""The port to language models: messages and tools in, a stream of deltas out."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

from parley.domain.prompt_context import PromptContext

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to have a tool run."""

    id: str
    name: str
    #: JSON as the model wrote it; it may be invalid
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model is told of it."""

    name: str
    description: str
    #: a JSON Schema of type object
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One line of the conversation."""

    role: Role
    content: str
    #: only on lines of the assistant
    tool_calls: tuple[ToolCall, ...] = ()
    #: only on lines of a tool
    tool_call_id: str = ""


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens, as the provider counted them; zero when it did not say."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    #: of the prompt, those that were read from the provider's cache
    cached_tokens: int = 0
    #: in US dollars; None where the provider does not say
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AnswerDelta:
    """A piece of an answer: text, or a whole tool call, or (once, last) the usage."""

    text: str = ""
    tool_call: ToolCall | None = None
    usage: TokenUsage | None = None


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """A request to a model."""

    messages: Sequence[ChatMessage]
    tools: Sequence[ToolSpec] = ()
    max_tokens: int | None = None
    #: the same facts as the system message, as data: the built-in model reads it, providers ignore it
    prompt_context: "PromptContext | None" = None


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """The address of a model, and the key to it."""

    model: str
    api_key: str = field(default="", repr=False)
    #: empty for the provider's own
    base_url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    #: False for an address of the operator's or the provider's own (infra/net_guard.py)
    guarded: bool = True


class LLM(ABC):
    """A model. Stateless and safe to share between conversations.

    Failures are `RemoteError`, `permanent` where asking again cannot help. They may come after some text
    was already delivered (a cut stream); a stream that ends without an error is a whole answer.
    """

    name: ClassVar[str]

    @property
    def label(self) -> str:
        """Returns what prices and the account of its tokens call the model: "openai/gpt-4o-mini"."""
        return self.name

    @abstractmethod
    def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        """Streams the answer. Tool calls come whole, after the text of the same answer. Raises RemoteError."""

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Returns one vector per text, all of one length. Models without embeddings raise NotImplementedError."""
        raise NotImplementedError(f"{self.name} has no embeddings")
