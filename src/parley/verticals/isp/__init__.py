"""An internet provider: what it sells (`tariff*`), whether it reaches an address (`coverage*`, `street_index`), how
its customers answer (`answers`, `referral_source`, `words`), what a model may do in its order (`rules`).

Its flow is `flows/isp_onboarding.py`, its tools are in `tools/`; nothing else knows that there are providers.
"""
