"""What releases promised: how they are recorded, compared with the spec of today, and asked again."""
