"""The counters that Prometheus collects (GET /metrics)."""

from prometheus_client import Counter, Histogram

MODEL_CALLS = Counter("parley_model_calls_total", "Calls of language models", ["model"])
MODEL_FAILURES = Counter("parley_model_failures_total", "Calls that ended in an error or too late", ["model"])
VOICE_MESSAGES = Counter("parley_voice_messages_total", "Voice messages by what became of them", ["outcome"])
ANSWERED_TURNS = Counter("parley_turns_total", "Answered turns", ["channel"])
FAILED_TURNS = Counter("parley_turns_failed_total", "Messages that could not be answered", ["channel"])
HANDOVERS = Counter("parley_handovers_total", "Conversations handed over to a person", ["reason"])
CONFIRMED_LEADS = Counter("parley_leads_confirmed_total", "Leads confirmed by their customers")
REQUEST_SECONDS = Histogram(
    "parley_http_request_seconds",
    "HTTP requests by route",
    ["method", "route", "status"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 30),
)
