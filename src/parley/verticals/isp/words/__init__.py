"""Words of an internet provider's customers, one file a language, found by its name (`referral_source.py`)."""
