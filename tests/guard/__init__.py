"""`make guard`: the promises of the packages, each beside what is found today."""
