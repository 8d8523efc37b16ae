"""The parts of `linkcodes live-check`: where bodies are read from, and how the report is written."""
