"""The command line, its verbs and the order of the stages."""
