"""How well documents are read: names, entities, claims, holders, figures, against labels.

Run: ``python -m benchmarks.reading [--set dev|example|heldout|polnear|polnear-train|re3d|wikigold]
[--json] [--check] [--errors]``.
"""
