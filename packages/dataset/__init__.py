"""The codes of linkcodes as data; `importlib.resources.files("linkcodes_dataset")` has the files."""
