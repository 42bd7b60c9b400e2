"""Mutation testing: small faults are put into a module one at a time, and its tests have to notice them.

`make mutants MODULE=companies.keys` (docs/adr/0018-own-mutation-runner.md says why not mutmut).
"""
