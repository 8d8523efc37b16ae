"""Takes translations over that came back from translators, in the formats in which they were sent out."""
