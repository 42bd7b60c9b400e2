"""Trades that sell in a way of their own, each a folder that can be taken away: an internet provider (`isp`).

A second one, a clinic say, is added without touching NLU, `catalog` or another trade:

- `verticals/clinic/`: its data, its rules and how its customers answer, on top of `nlu`, `dialogue`, `services`.
- `verticals/clinic/words/<language>.py`: words that only its customers use, one file a language, each an instance
  of a dataclass without defaults. The vertical compiles them itself (`nlu.phrase_matcher.PhraseIndex`), once for
  the process, as `isp/referral_source.py` does.
- `flows/clinic.py` (docs/add-a-flow.md), `tools/<what they do>.py` (docs/add-a-tool.md): thin plug-ins, found by
  their names.
- Tables of its own go into `models/`, its pages for staff into `api/`.
"""
