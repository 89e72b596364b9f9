"""Bytes to passages with locators, and the linguistic parser: the vendors of reading stand here.

``dalil.text.pool.BoundedReader`` is the door for exhibits. Importing this room loads no vendor.
"""
