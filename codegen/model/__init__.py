"""The shape of the spec files, as pydantic models.

These models are the one description of the format: they validate what is loaded, and
`spec.schema.json`, which editors use as an author types, is made from them. They check shape only;
what the values mean together is the business of `codegen.lint`.

Every text is plain text in which `backticks` mark a literal. Every wire literal (code, field name,
API message) is copied exactly from its source; every other sentence is the project's own.
"""
