"""Compare saved pages of a provider's documentation with what the spec says that they say.

```
file -> page -> recognize -> compare (with claims, candidates) -> accept -> findings
```

Nothing is fetched. A page is text as copied from a browser, HTML or Markdown. It becomes lines that know
where they are (`page.py`, `markup.py`, `plain.py`) and sections about each value (`sections.py`). What a
source is cited for is in `claims.py`; what looks like a code unknown to the spec, `candidates.py` finds.
"""
