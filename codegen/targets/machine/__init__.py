"""The copies of the site's pages for programs and language models."""
