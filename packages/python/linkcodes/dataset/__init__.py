"""Says where the files have gone that were in this folder up to 0.2.0."""

raise ModuleNotFoundError(
    "the files of linkcodes/dataset are a package of their own: pip install linkcodes-dataset, "
    'then importlib.resources.files("linkcodes_dataset")'
)
