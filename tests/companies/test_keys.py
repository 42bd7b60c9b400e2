"""Staff keys: made once, kept as hashes, revoked at once."""

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from parley.companies import keys
from parley.companies.keys import Caller, identify_caller
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.models import StaffKey
from parley.runtime import Runtime
from parley.settings import Settings


async def test_a_key_is_known_by_its_hash_alone(runtime: Runtime, company: CompanyConfig) -> None:
    key = await keys.create_key(runtime.db, "MGR", company=company.slug)
    async with runtime.db.across() as session:
        stored = list(await session.scalars(select(StaffKey.digest).where(StaffKey.company_id == company.id)))
    assert key not in stored
    assert await identify_caller(runtime.db, runtime.settings, key) == Caller(
        "MGR", company.id, f"manager …{key[-4:]}"
    )


async def test_a_managers_key_opens_its_company_only(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    caller = await identify_caller(
        runtime.db, runtime.settings, await keys.create_key(runtime.db, "MGR", company=str(company.id))
    )
    assert caller.can_manage(company.id)
    assert not caller.can_manage(stranger.id)


@pytest.mark.parametrize("key", ["", "mgr_unknown", "ключ", "\0", "x" * 10_000])
async def test_an_unknown_key_is_nobodys(runtime: Runtime, key: str) -> None:
    assert await identify_caller(runtime.db, runtime.settings, key) == Caller()


async def test_a_revoked_key_is_nobodys_and_is_revoked_once(runtime: Runtime, company: CompanyConfig) -> None:
    key = await keys.create_key(runtime.db, "MGR", company=str(company.id), label="смена")
    (row,) = [row for row in await keys.find_keys(runtime.db) if row["label"] == "смена"]
    assert await keys.revoke_key(runtime.db, row["id"], runtime.clock())
    assert not await keys.revoke_key(runtime.db, row["id"], runtime.clock())
    assert not (await identify_caller(runtime.db, runtime.settings, key)).is_authenticated


async def test_a_managers_key_needs_a_company_there_is(runtime: Runtime) -> None:
    for company in ("", "nowhere", "999999"):
        with pytest.raises(ConfigurationError, match="--company"):
            await keys.create_key(runtime.db, "MGR", company=company)


async def initial_keys(runtime: Runtime, settings: Settings) -> dict[str, str]:
    """Returns the keys that were shown, by whose they are."""
    shown: dict[str, str] = {}
    await keys.create_initial_keys(runtime.db, settings, shown.__setitem__)
    return shown


def without_keys(runtime: Runtime) -> Settings:
    return runtime.settings.model_copy(update={"superadmin_key": SecretStr(""), "service_key": SecretStr("")})


async def test_the_installations_keys_are_made_once(runtime: Runtime) -> None:
    bare = without_keys(runtime)
    fresh = await initial_keys(runtime, bare)
    assert [
        (await identify_caller(runtime.db, bare, fresh[name])).role for name in ("super administrator", "service")
    ] == ["SUP", "SVC"]
    assert await initial_keys(runtime, bare) == {}


async def test_a_key_that_a_killed_start_did_not_show_is_made_anew(live: Runtime) -> None:
    bare = without_keys(live)
    seen: list[str] = []

    def killed_at_the_second(name: str, key: str) -> None:
        if seen:
            raise KeyboardInterrupt
        seen.append(key)

    with pytest.raises(KeyboardInterrupt):
        await keys.create_initial_keys(live.db, bare, killed_at_the_second)
    assert list(await initial_keys(live, bare)) == ["service"]
    assert (await identify_caller(live.db, bare, seen[0])).role == "SUP"


async def test_keys_of_the_environment_need_no_others(runtime: Runtime) -> None:
    assert await initial_keys(runtime, runtime.settings) == {}


@pytest.mark.parametrize(
    ("caller", "allowed"),
    [
        (Caller("SUP"), True),
        (Caller("SVC"), True),
        (Caller("MGR", 1), True),
        (Caller("MGR", 2), False),
        (Caller("MGR"), False),
        (Caller(), False),
        (Caller("PUB", 1), False),
    ],
    ids=lambda value: f"{value.role} of {value.company_id}" if isinstance(value, Caller) else "",
)
def test_staff_of_the_installation_and_a_companys_own_manager_may_manage_it(caller: Caller, allowed: bool) -> None:
    assert caller.can_manage(1) is allowed


async def test_the_configured_keys_have_the_names_that_the_log_of_changes_shows(runtime: Runtime) -> None:
    settings = runtime.settings
    for configured, caller in (
        (settings.superadmin_key, Caller("SUP", name="super administrator")),
        (settings.service_key, Caller("SVC", name="service")),
    ):
        assert await identify_caller(runtime.db, settings, configured.get_secret_value()) == caller


async def test_without_a_configured_key_nobody_comes_in_with_an_empty_one(runtime: Runtime) -> None:
    bare = without_keys(runtime)
    assert await identify_caller(runtime.db, bare, "") == Caller()


async def test_a_label_is_part_of_the_name_in_the_log(runtime: Runtime, company: CompanyConfig) -> None:
    key = await keys.create_key(runtime.db, "MGR", company=company.slug, label="ночная смена")
    caller = await identify_caller(runtime.db, runtime.settings, key)
    assert caller.name == f"manager …{key[-4:]} (ночная смена)"


async def test_a_key_of_the_installation_belongs_to_no_company(runtime: Runtime, company: CompanyConfig) -> None:
    key = await keys.create_key(runtime.db, "SVC", company=company.slug)
    assert (await identify_caller(runtime.db, runtime.settings, key)).company_id is None


async def test_keys_are_listed_with_their_company(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    await keys.create_key(runtime.db, "MGR", company=company.slug, label="own")
    await keys.create_key(runtime.db, "MGR", company=stranger.slug, label="other")
    await keys.create_key(runtime.db, "SVC", label="none")
    companies = {row["label"]: row["company"] for row in await keys.find_keys(runtime.db)}
    expected = {"own": company.slug, "other": stranger.slug, "none": None}
    assert {label: companies[label] for label in expected} == expected


async def test_keys_made_at_the_first_start_say_so(runtime: Runtime) -> None:
    await initial_keys(runtime, without_keys(runtime))
    assert {row["label"] for row in await keys.find_keys(runtime.db)} == {"made at the first start"}
