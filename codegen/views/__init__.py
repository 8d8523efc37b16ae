"""What several targets show, prepared once: a target never imports another target."""
