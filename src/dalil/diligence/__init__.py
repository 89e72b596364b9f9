"""Due-diligence files of clients: what must be on file by which trigger, and the tests of an inspector."""
