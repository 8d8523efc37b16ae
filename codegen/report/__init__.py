"""What the command prints, for people, programs and annotations."""
