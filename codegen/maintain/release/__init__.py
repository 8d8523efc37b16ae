"""Release: from the commit that is checked out to everything that its version publishes.

A release is built from a clean copy of the commit, so that nothing else can get into it, and moved into place
when it is whole. Nothing is pushed or published.
"""
