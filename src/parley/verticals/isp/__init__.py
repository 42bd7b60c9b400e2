"""An internet provider: what it sells (`tariff*`), whether it reaches an address (`coverage*`, `street_index`), how
its customers answer (`answers`, `referral_source`, `words`), what its order holds (`order_values`) and what a model
may do in it (`tool_guards`).

Its flow is `flows/isp_onboarding.py`, its tools are in `tools/isp/`; nothing else knows that there are providers.
"""
