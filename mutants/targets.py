"""The modules whose tests have to notice every fault, each with the folders of tests that may."""

TURNS = tuple(f"tests/conversation/test_{name}.py" for name in ("turn_store", "receive", "claim", "respond"))
CLAIMS = tuple(f"tests/conversation/test_{name}.py" for name in ("claim", "respond", "failed_turn"))
CONTACTS = ("tests/nlu/contacts", "tests/nlu/test_understand.py")
NAMES = ("tests/nlu/names", "tests/nlu/test_understand.py")

TARGETS: dict[str, tuple[str, ...]] = {
    "nlu.intents.yes_no": ("tests/nlu/intents", "tests/nlu/test_understand.py"),
    "nlu.contacts.phone": CONTACTS,
    "nlu.contacts.extract": CONTACTS,
    "nlu.contacts.contact_search": CONTACTS,
    "nlu.contacts.typed_phones": CONTACTS,
    "nlu.contacts.phone_evidence": CONTACTS,
    "nlu.contacts.partial_phone": CONTACTS,
    "nlu.contacts.handles": CONTACTS,
    "nlu.contacts.address_owner": CONTACTS,
    "nlu.names.bare": NAMES,
    "nlu.names.cues": NAMES,
    "nlu.names.tokens": NAMES,
    "nlu.intents.reply_phrases": ("tests/nlu/intents", "tests/nlu/test_understand.py"),
    "leads.capture": ("tests/leads", "tests/flows"),
    "conversation.claim": CLAIMS,
    "conversation.turn_store": TURNS,
    "deliveries.plan": ("tests/deliveries",),
    "deliveries.send": ("tests/deliveries/test_send.py", "tests/deliveries/test_send_amocrm.py"),
    "infra.database": ("tests/infra/test_database.py",),
    "companies.keys": ("tests/companies/test_keys.py", "tests/api/test_deps.py"),
}
# Of a module that does more, only the definitions that matter here: whose rows a connection sees.
SCOPES: dict[str, tuple[str, ...]] = {
    "infra.database": (
        "_SET_COMPANY_SQL",
        "_SET_ACROSS_ROLE_SQL",
        "_SET_APP_ROLE_SQL",
        "Database.begin",
        "Database.scoped",
        "Database.direct",
        "Database.across",
        "Database._transaction",
        "Database._open_session",
        "TenantConnection.set_company",
        "_live_connection",
        "_is_closed_by_server",
    )
}
