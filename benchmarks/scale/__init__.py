"""Scale of one machine: generated documents and a generated case, runs with figures, pinned minima."""
