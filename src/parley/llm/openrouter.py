"""OpenRouter: many providers' models behind one OpenAI-compatible address.

It names the application that asks; the endpoint's own headers (`HTTP-Referer`, say) come on top.
"""

from typing import ClassVar

from parley.llm.openai import OpenAI


class OpenRouter(OpenAI):
    """A model at OpenRouter."""

    name: ClassVar[str] = "openrouter"
    default_base_url: ClassVar[str] = "https://openrouter.ai/api/v1"

    def _headers(self) -> dict[str, str]:
        return {"X-OpenRouter-Title": "parley", **super()._headers()}
