"""The npm package: constants, types, guards, metadata and the listener."""
