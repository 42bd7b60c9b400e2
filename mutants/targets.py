"""The modules whose tests have to notice every fault, each with the folders of tests that may."""

NLU = ("tests/nlu",)
DELIVERIES = ("tests/deliveries",)

TARGETS: dict[str, tuple[str, ...]] = {
    "nlu.intents.yes_no": ("tests/nlu/intents", "tests/nlu/test_understand.py"),
    "nlu.contacts.phone": ("tests/nlu/contacts", "tests/nlu/test_understand.py"),
    "nlu.contacts.extract": ("tests/nlu/contacts", "tests/nlu/test_understand.py"),
    "nlu.names.extract": ("tests/nlu/names", "tests/nlu/test_understand.py"),
    "leads.capture": ("tests/leads", "tests/conversation"),
    "conversation.claim": ("tests/conversation", "tests/bad_days"),
    "deliveries.plan": DELIVERIES,
    "deliveries.send": DELIVERIES,
    "infra.database": ("tests/infra/test_database.py", "tests/conversation"),
    "companies.keys": ("tests/companies/test_keys.py", "tests/api/test_deps.py"),
}
# Of a module that does more, only the definitions that matter here.
SCOPES: dict[str, tuple[str, ...]] = {"infra.database": ("Database", "TenantConnection", "_live_connection")}
