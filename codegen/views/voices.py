"""What to tell people about a code: the texts that are closest to it."""

from __future__ import annotations

from codegen.model.texts import Voices
from codegen.resolve.spec import ResolvedSpec


def voices_for(
    spec: ResolvedSpec,
    code: str,
    context: str | None,
    outcome: tuple[str, str | None],
    locale: str | None = None,
) -> Voices:
    """Return the texts for a meaning of a code; `outcome` is its category and its kind of challenge.

    Without a locale they are in the default one. All locales have texts for the same meanings.
    """
    texts = spec.voices_in[locale] if locale else spec.voices
    category, challenge = outcome
    own = texts.get((code, context)) or texts.get((code, None))
    return own or texts.get((category, challenge)) or texts[category, None]
