"""Compares live traffic with what is listed: what `linkcodes.livecheck` offers, in parts."""
