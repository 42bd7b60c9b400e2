"""What a use case is given: the concrete things, already built (bootstrap.py)."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from parley.core.calendar import Calendar
from parley.core.company import CompanyConfig
from parley.core.phrases import Lexicon
from parley.crm.base import CRM
from parley.db import Database
from parley.flows.base import Flow
from parley.http import Http
from parley.jobs import Jobs
from parley.languages.base import Language
from parley.llm.base import LLM
from parley.mail import Mailer
from parley.notify.base import Notifier
from parley.settings import Settings
from parley.speech.base import Speaker, Transcriber
from parley.tools.base import Tool


@dataclass(slots=True)
class Runtime:
    """One process's parley. `clock` returns an aware datetime; rules never ask it, they are given the time."""

    settings: Settings
    db: Database
    jobs: Jobs
    http: Http
    mail: Mailer
    clock: Callable[[], datetime]
    languages: Mapping[str, Language]
    lexicon: Lexicon
    calendar: Calendar
    builtin: LLM
    # the model a company speaks with; the built-in one when it has none
    model_for: Callable[[CompanyConfig], LLM]
    # the model of this name, with what the company needs to call it; None where no provider is named
    embedder_for: Callable[[CompanyConfig, str], LLM | None]
    flows: Mapping[str, Flow] = field(default_factory=dict)
    # who listens and who speaks for a company; None where nobody was named or there is no key
    transcriber_for: Callable[[CompanyConfig], Transcriber | None] = lambda _: None
    speaker_for: Callable[[CompanyConfig], Speaker | None] = lambda _: None
    tools: Mapping[str, Tool] = field(default_factory=dict)
    notifiers: Mapping[str, Notifier] = field(default_factory=dict)
    crms: Mapping[str, CRM] = field(default_factory=dict)
    # companies as they were read last (companies/read.py)
    configs: dict[int, CompanyConfig] = field(default_factory=dict)
    # what was made of a company's rows, by name and company, for one version of it (companies/kept.py)
    kept: dict[tuple[str, int], tuple[str, Any]] = field(default_factory=dict)
    # models that failed to embed a question, and until when they are not asked (knowledge/embedding.py)
    resting: dict[LLM, datetime] = field(default_factory=dict)
    # the watched folder's files as they were seen last (knowledge/folder.py)
    folder: dict[Path, tuple[int, int]] = field(default_factory=dict)
    # answers in flight: they are finished even when nobody listens any more
    answers: set["asyncio.Task[Any]"] = field(default_factory=set)

    def language(self, code: str) -> Language:
        return self.languages.get(code) or self.languages["ru"]
