"""What use cases and plug-ins are given: the concrete things, already built (bootstrap.py), but no plug tables."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from parley.domain.company import CompanyConfig
from parley.infra.database import Database
from parley.infra.http import HttpClient
from parley.infra.mail import Mailer
from parley.infra.queue import JobQueue
from parley.languages.base import Language
from parley.llm.base import LLM
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.settings import Settings
from parley.speech.base import Speaker, Transcriber


@dataclass(slots=True)
class Services:
    """What one process works with, below the ports.

    `clock` returns an aware datetime; rules never ask it, they are given the time.
    """

    settings: Settings
    db: Database
    queue: JobQueue
    http: HttpClient
    mail: Mailer
    clock: Callable[[], datetime]
    languages: Mapping[str, Language]
    phrase_matcher: PhraseMatcher
    date_matcher: DateMatcher
    builtin_model: LLM
    # the model a company speaks with; the built-in one when it has none
    model_for: Callable[[CompanyConfig], LLM]
    # the model of this name, with what the company needs to call it; None where no provider is named
    embedder_for: Callable[[CompanyConfig, str], LLM | None]
    # who listens and who speaks for a company; None where nobody was named or there is no key
    transcriber_for: Callable[[CompanyConfig], Transcriber | None] = lambda _: None
    speaker_for: Callable[[CompanyConfig], Speaker | None] = lambda _: None
    # waits so many seconds; a test hands in one that does not
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    # companies as they were read last (tenants/config.py)
    company_configs: dict[int, CompanyConfig] = field(default_factory=dict)
    # what was made of a company's rows, by name and company, for one version of it (tenants/cache.py)
    cache: dict[tuple[str, int], tuple[str, Any]] = field(default_factory=dict)
    # models that failed to embed a question, and until when they are not asked (search/question_embedding.py)
    paused_embedders: dict[LLM, datetime] = field(default_factory=dict)
    # the watched folder's files as they were seen last (documents/watched_folder.py)
    watched_files: dict[Path, tuple[int, int]] = field(default_factory=dict)
    # answers in flight: they are finished even when nobody listens any more
    running_answers: set["asyncio.Task[Any]"] = field(default_factory=set)

    def language(self, code: str) -> Language:
        return self.languages.get(code) or self.languages["ru"]
