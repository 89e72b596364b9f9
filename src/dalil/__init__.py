"""Dalil: attributed, contestable claims from documents, and dossiers that anyone can verify.

Importing this package does nothing: no files, no environment, no heavy modules. Programs build
their parts with :func:`dalil.assembly.build`.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
