"""How parley reads the files shop owners upload. No database, no HTTP: bytes or a path in, records or texts out.

`products.read` gives the products of a file, `texts.read` the passages of a document. Both look first at what the
file is (`kind`), and raise `Invalid` with a message for its owner; one bad record never stops the rest.
"""
