"""The shape of the spec files, as pydantic models.

These models are the one description of the format: they validate what is loaded, and
`spec.schema.json`, which editors use while somebody types, is made from them. They check shape only;
what the values mean together is the business of `codegen.lint`.

Every text is plain text in which `backticks` mark a literal. Every wire literal (code, field name,
API message) is copied exactly from its source; every other sentence is the project's own.
"""

from codegen.model.base import Confidence, Model
from codegen.model.body import Body
from codegen.model.codes import (
    Absent,
    AcceptedDrift,
    Behaviour,
    Code,
    Context,
    Deprecated,
    DriftKind,
    Evidence,
    Facts,
    Flag,
    HttpStatusFact,
    Source,
    Vocabulary,
    WireMessage,
)
from codegen.model.files import (
    PartFile,
    ProviderFile,
    RootFile,
    Suppression,
    TextsFile,
)
from codegen.model.taxonomy import (
    Category,
    FlagTerm,
    Invariant,
    Phase,
    SourceKind,
    Stability,
    Taxonomy,
    Term,
)
from codegen.model.texts import (
    CodeText,
    EndUserText,
    Entry,
    SupportText,
    Voices,
    Wording,
)
from codegen.model.wire import (
    Address,
    ConfigField,
    Delivery,
    FlowStep,
    Method,
    Outcome,
    Payload,
    Recognise,
    Scenario,
    Signature,
    SignatureVector,
)

__all__ = [
    "Absent",
    "AcceptedDrift",
    "Address",
    "Behaviour",
    "Body",
    "Category",
    "Code",
    "CodeText",
    "Confidence",
    "ConfigField",
    "Context",
    "Delivery",
    "Deprecated",
    "DriftKind",
    "EndUserText",
    "Entry",
    "Evidence",
    "Facts",
    "Flag",
    "FlagTerm",
    "FlowStep",
    "HttpStatusFact",
    "Invariant",
    "Method",
    "Model",
    "Outcome",
    "PartFile",
    "Payload",
    "Phase",
    "ProviderFile",
    "Recognise",
    "RootFile",
    "Scenario",
    "Signature",
    "SignatureVector",
    "Source",
    "SourceKind",
    "Stability",
    "SupportText",
    "Suppression",
    "Taxonomy",
    "Term",
    "TextsFile",
    "Vocabulary",
    "Voices",
    "WireMessage",
    "Wording",
]
