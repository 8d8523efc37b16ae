"""What `codegen diff` prints, for people, programs and services."""
