"""Makes tests/identity/who.py importable from the tests beside it."""
