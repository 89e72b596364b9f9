"""The compiled kernel: an index of names on disk, candidates and scores a batch at a time.

Nothing here is imported before it is used: numpy and numba are loaded by the modules that need
them. Names are read by ``names``, the model is ``matching``'s; this room only makes them quick.
"""
