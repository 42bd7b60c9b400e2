"""One embedded PostgreSQL for the whole run, migrated once; a test's own writes are rolled back.

`runtime` works inside one transaction that is undone. Tests of concurrency and of killed processes use `live`:
a database of their own, cloned from the migrated one and dropped afterwards.
"""

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy.engine import URL

from fakes.amo_shop import Shop, shop
from fakes.amocrm_server import FakeAmo
from fakes.company import a_company
from fakes.postgres import administer
from fakes.site import Site, serving
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.infra.database import Database
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.http import HttpClient
from parley.infra.migrate import migrate_database
from parley.infra.net_guard import NetworkGuard
from parley.infra.queue import JobQueue
from parley.infra.secrets import installation_keys, vault
from parley.runtime import Runtime
from parley.settings import Settings

_numbers = itertools.count(1)
PLAIN_CONSOLE = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
_FOLDER = pytest.StashKey[Path]()

# The same examples in every run, however long a busy machine needs for them: what fails was changed.
hypothesis_settings.register_profile(
    "parley", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("parley")


def pytest_configure(config: pytest.Config) -> None:
    """A failure is told in plain words: what structlog finds installed for it writes every variable down.

    A run keeps its files in a folder of its own: pytest closes the one it shares among runs to every other user
    whenever a run begins, and the databases of a run beside it work as another user."""
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], PLAIN_CONSOLE])
    if config.option.basetemp is None:
        config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="parley-tests-"))
        config.option.basetemp = config.stash[_FOLDER] / "run"


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(_FOLDER, None):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """The address of a migrated database, as its owner."""
    embedded = EmbeddedPostgres(Path(tmp_path_factory.mktemp("postgres")) / "data")
    url = embedded.start()
    for statement in ("CREATE DATABASE pristine", None, "CREATE DATABASE work TEMPLATE pristine"):
        if statement is None:
            migrate_database(url.set(database="pristine"))
        else:
            administer(url, statement)
    yield url.set(database="work")
    embedded.stop()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    vault.set_key(*installation_keys("", home))
    return Settings.from_environment(
        home=home,
        superadmin_key="sup-key-of-the-tests",
        service_key="svc-key-of-the-tests",
        rate_limits="off",
        # A machine with much else to do takes its time; a renewal beside an answer is two tasks on one connection.
        claim_lease=600.0,
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http() -> AsyncIterator[HttpClient]:
    async with HttpClient() as http:
        yield http


@pytest_asyncio.fixture(loop_scope="session")
async def guarded_http() -> AsyncIterator[HttpClient]:
    """Calls as production makes them."""
    async with HttpClient(guard=NetworkGuard(is_active=True)) as http:
        yield http


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def jobs(server: URL) -> AsyncIterator[JobQueue]:
    jobs = JobQueue(server)
    await jobs.open()
    yield jobs
    await jobs.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def database(server: URL) -> AsyncIterator[Database]:
    """The one connection that all sandboxes use, one after the other; it knows the statements of earlier tests."""
    database = Database.connect(server, pool_size=1)
    yield database
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def runtime(
    database: Database, settings: Settings, http: HttpClient, jobs: JobQueue
) -> AsyncIterator[Runtime]:
    """A parley whose every write is undone after the test."""
    async with database.sandbox() as db:
        yield assemble_runtime(settings, db, jobs, http)


@pytest_asyncio.fixture(loop_scope="session")
async def live(server: URL, settings: Settings, http: HttpClient) -> AsyncIterator[Runtime]:
    """A parley on a database of its own, with real concurrent transactions."""
    name = f"live_{next(_numbers)}"
    administer(server, f'CREATE DATABASE "{name}" TEMPLATE pristine')
    url = server.set(database=name)
    db, jobs = Database.connect(url), JobQueue(url)
    await jobs.open()
    try:
        yield assemble_runtime(settings, db, jobs, http)
    finally:
        await jobs.close()
        await db.close()
        administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def scratch(server: URL) -> Iterator[URL]:
    """The address of a database of a test's own, for processes it starts."""
    name = f"scratch_{next(_numbers)}"
    administer(server, f'CREATE DATABASE "{name}" TEMPLATE pristine')
    yield server.set(database=name)
    administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(server: URL, settings: Settings, http: HttpClient) -> AsyncIterator[Site]:
    """The whole service on a port of its own, over real sockets; each test brings its own company."""
    administer(server, 'CREATE DATABASE "site" TEMPLATE pristine')
    url = server.set(database="site")
    db, jobs = Database.connect(url), JobQueue(url)
    await jobs.open()
    rt = assemble_runtime(settings, db, jobs, http)
    try:
        async with serving(rt) as own:
            yield own
    finally:
        await jobs.close()
        await db.close()


@pytest_asyncio.fixture(loop_scope="session")
async def company(runtime: Runtime) -> CompanyConfig:
    """The tenant of the cast."""
    return await a_company(runtime)


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(runtime: Runtime) -> CompanyConfig:
    """Another tenant, who must see nothing of the first."""
    return await a_company(runtime, "Чужие")


@pytest_asyncio.fixture(loop_scope="session")
async def amo() -> AsyncIterator[FakeAmo]:
    async with FakeAmo() as fake:
        yield fake


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig, amo: FakeAmo) -> AsyncIterator[Shop]:
    """The tenant with the environment's amoCRM account; pauses are not slept."""
    own = shop(runtime, company, amo)
    yield own
    await own.rt.http.close()
