"""Pydantic models of the payloads, made by datamodel-code-generator on the package's own enumerations."""
