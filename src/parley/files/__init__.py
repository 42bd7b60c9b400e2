"""Reads the files that owners upload. No database, no HTTP: bytes or a path in, records or document parts out.

`products.read_products` gives the products of a file, `documents.read_document_parts` the text of a document,
`address_table.read_address_file` the rows of a table of addresses. Each looks first at what the file is
(`file_type`) and raises `Invalid` with a message for its owner; one bad record never stops the rest.
"""
