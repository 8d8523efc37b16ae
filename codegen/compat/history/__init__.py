"""What was released: read, recorded, and asked again."""
