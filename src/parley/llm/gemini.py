"""Gemini through its OpenAI-compatible address."""

from typing import ClassVar

from parley.llm.openai import OpenAI


class Gemini(OpenAI):
    """A model of Gemini."""

    name: ClassVar[str] = "gemini"
    default_base_url: ClassVar[str] = "https://generativelanguage.googleapis.com/v1beta/openai"
