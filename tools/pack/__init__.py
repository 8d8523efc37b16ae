"""The data pack: what is known of all codes, as tables with keys, in the formats of databases and warehouses.

It follows from `generated/` alone, so it can be built wherever that is: in the repository, in a source
distribution, beside an overlay. `tables.py` says which tables and columns there are; `rows.py` fills them;
each further module writes them in one format.
"""
