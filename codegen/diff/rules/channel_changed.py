"""Rule `channel-changed`."""

from __future__ import annotations

from codegen.diff.checks import part_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "channel-changed",
    "A payload arrives through a different channel.",
    "It is recognized among others, and listeners and webhooks take other payloads.",
    Levels(python="major", typescript="major", answer="major"),
    part_changed("payloads", "channel"),
)
