"""The parts of a running parley that use cases and plug-ins are given, built in bootstrap.py; no plug-ins."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cachetools import LRUCache, TTLCache

from parley.domain.company import CompanyConfig
from parley.domain.model_usage import ModelPrices
from parley.domain.search_results import SearchResults, estimate_memory
from parley.infra.database import Database
from parley.infra.http import HttpClient
from parley.infra.mail import Mailer
from parley.infra.queue import JobQueue
from parley.languages.base import Language
from parley.llm.base import LLM
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.message import TextAnalyzer
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.settings import Settings
from parley.speech.base import Speaker, Transcriber

# How long a model that failed to embed a question is not asked again.
EMBEDDER_PAUSE = timedelta(seconds=30)
_MAX_COMPANY_CONFIGS = 10_000
# Of all companies together.
_MAX_COMPANY_VALUES = 500
_MAX_SEARCH_RESULTS_BYTES = 8 * 1024 * 1024
_MAX_PAUSED_EMBEDDERS = 1_000
# How long a summary that was asked for is waited for before it is asked for again.
_SUMMARY_PATIENCE = timedelta(seconds=30)
_MAX_AWAITED_SUMMARIES = 10_000


class Caches:
    """What one process remembers so as not to ask again. Losing it costs time and no answer.

    `clock` returns an aware datetime.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        #: companies by id, as they were read last (tenants/config.py)
        self.company_configs: LRUCache[int, CompanyConfig] = LRUCache(_MAX_COMPANY_CONFIGS)
        #: by name and company: a version of the company, and what was made of its rows (tenants/cache.py)
        self.company_values: LRUCache[tuple[str, int], tuple[str, Any]] = LRUCache(_MAX_COMPANY_VALUES)
        #: what searches found, of all companies together, by all that it depends on (search/result_cache.py)
        self.search_results: LRUCache[Hashable, SearchResults] = LRUCache(
            _MAX_SEARCH_RESULTS_BYTES, getsizeof=estimate_memory
        )
        #: models that are not asked for a question's vector for a while (search/question_embedding.py)
        self.paused_embedders: TTLCache[LLM, bool, datetime] = TTLCache(
            _MAX_PAUSED_EMBEDDERS, EMBEDDER_PAUSE, timer=clock
        )
        #: by conversation, the last message of the summary that it had when the next one was asked for
        #: (conversation/summary.py)
        self.awaited_summaries: TTLCache[int, int, datetime] = TTLCache(
            _MAX_AWAITED_SUMMARIES, _SUMMARY_PATIENCE, timer=clock
        )
        #: size and time of each file of the watched folder when it was read (documents/watched_folder.py)
        self.watched_files: dict[Path, tuple[int, int]] = {}
        #: by company, the version of its profile and its bot's token (companies/channel_sync.py)
        self.bot_tokens: dict[int, tuple[str, str]] = {}
        #: what was warned of and needs no second line in the log
        self.given_warnings: set[str] = set()


@dataclass(slots=True)
class Services:
    """What one process works with, below the ports."""

    settings: Settings
    db: Database
    queue: JobQueue
    http: HttpClient
    mail: Mailer
    #: returns an aware datetime; rules never ask it, they are given the time
    clock: Callable[[], datetime]
    #: by ISO code
    languages: Mapping[str, Language]
    phrase_matcher: PhraseMatcher
    # reads every message of a customer
    analyzer: TextAnalyzer
    date_matcher: DateMatcher
    builtin_model: LLM
    #: the model a company speaks with; the built-in one when it has none
    model_for: Callable[[CompanyConfig], LLM]
    #: the model of this name, with what the company needs to call it; None where no provider is named
    embedder_for: Callable[[CompanyConfig, str], LLM | None]
    #: who listens and who speaks for a company; None where nobody was named or there is no key
    transcriber_for: Callable[[CompanyConfig], Transcriber | None] = lambda _: None
    speaker_for: Callable[[CompanyConfig], Speaker | None] = lambda _: None
    #: why nobody listens, or what who should lacks; empty where all is well
    voice_problem: Callable[[], str] = lambda: ""
    #: what models cost, as far as the operator wrote it down
    model_prices: ModelPrices = field(default_factory=lambda: ModelPrices({}))
    #: what this process is called in the claims it takes, for others to see when it is gone
    #: (infra/process_presence.py); empty where nobody could
    process_name: Callable[[], str] = lambda: ""
    #: waits so many seconds; a test hands in one that does not
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: answers in flight: they are finished even when nobody listens any more
    running_answers: set["asyncio.Task[Any]"] = field(default_factory=set)
    caches: Caches = field(init=False)

    def __post_init__(self) -> None:
        self.caches = Caches(lambda: self.clock())  # a test may set its clock later

    def language(self, code: str) -> Language:
        """Returns the language of an ISO code; Russian for one that we do not speak."""
        return self.languages.get(code) or self.languages["ru"]
