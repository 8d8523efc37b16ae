"""What changed its name between releases, or was removed: what `linkcodes upgrade` and its users need."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from codegen.model.base import FullId, Line, Model, Symbol, TermId, Text, TypeName, Version, form

NamePath = Annotated[
    str,
    form(
        r"^linkcodes([./][A-Za-z_][A-Za-z0-9_-]*)*$",
        "a module and a name in it, such as `linkcodes.acme.LinkStatus` or `linkcodes/acme.LinkStatus`",
    ),
]
"""A public name: in Python `linkcodes.acme.LinkStatus`, in TypeScript `linkcodes/acme.LinkStatus`."""
Identifier = Annotated[str, form(r"^[A-Za-z_][A-Za-z0-9_]*$", "a name, such as `behavior_note`")]
Language = Literal["python", "typescript"]
Trails = Annotated[tuple[Line, ...], Field(min_length=1)]
"""How a program comes by the objects in question, from an imported name on; `*` is anything.

`f()` is what `f` returns, or an instance of the class `f`; `x[]` an item of `x`; `f(param)` what is handed
to a function that was given to `f`.
"""


class Renaming(Model):
    """What all changes say: since when, and what to do where nothing takes the place of the old name."""

    since: Version
    """The first release that no longer has the old name."""
    note: Text | None = None
    """What to do instead; needed where `new` is missing, because the old name was removed."""


class CodeChange(Renaming):
    """A code that has another name in every language, or is gone. Its value on the wire is the same."""

    kind: Literal["code"]
    vocabulary: FullId
    old: Symbol
    new: Symbol | None = None


class ValueChange(Renaming):
    """A value that is entered otherwise than before, such as after a misprint."""

    kind: Literal["value"]
    vocabulary: FullId
    old: StrictStr | StrictInt
    new: StrictStr | StrictInt | None = None


class VocabularyChange(Renaming):
    """A vocabulary whose type has another name in every language, or is gone."""

    kind: Literal["vocabulary"]
    provider: TermId
    old: TypeName
    new: TypeName | None = None


class PathChange(Renaming):
    """Modules, functions, types and constants of one language that have other names, or are gone."""

    kind: Literal["path"]
    language: Language
    paths: Annotated[dict[NamePath, NamePath | None], Field(min_length=1)]
    """The new path by the old one; null where it is gone."""


class FieldChange(Renaming):
    """A field of an object that the package returns, which has another name or is gone."""

    kind: Literal["field"]
    language: Language
    old: Identifier
    new: Identifier | None = None
    on: Trails
    """The objects that have it."""


class WordChange(Renaming):
    """A text in a field of the package's objects that has changed."""

    kind: Literal["word"]
    language: Language
    old: Line
    new: Line | None = None
    on: Trails
    """The fields that contain it."""


AnyChange = Annotated[
    CodeChange | ValueChange | VocabularyChange | PathChange | FieldChange | WordChange,
    Field(discriminator="kind"),
]
