"""Names in English: the recogniser of spaCy's small model, learned further from this program's own documents.

The shape of the network stays the vendor's (a transition-based recogniser, spaCy 3); only its weights are others,
in half precision, learned by ``tools/learn_english_names.py`` from invented and openly licensed documents of
:mod:`benchmarks.reading` and pinned by hash like the vendor's. It proposes; rules and the chain of
:mod:`dalil.claims.mentions.chain` decide.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dalil.errors import ModelMismatch
from dalil.text.parser_models import PinnedModel, check, installed, pinned

FILE = "english_names.npz"
LANGUAGE = "en-names"
"""Of the entry in the lock file."""


def model() -> PinnedModel:
    """The pinned weights.

    Raises:
        ModelMismatch: The lock file names none.
    """
    return pinned(LANGUAGE)


def take_over(recogniser: Any) -> None:  # noqa: ANN401  the vendor is untyped
    """Put the pinned weights in the place of the vendor's.

    Args:
        recogniser: The pipe "ner" of the vendor's pinned model, changed in place.

    Raises:
        ModelMismatch: The file is missing or differs from the pinned one, or is of another network.
    """
    ours = model()
    folder = installed(ours)
    check(ours, folder)
    put(recogniser, folder / FILE)


def put(recogniser: Any, path: Path) -> None:  # noqa: ANN401
    """Put the weights of a file in the place of those of a recogniser.

    Raises:
        ModelMismatch: The file's weights are not those of such a network.
    """
    import numpy as np  # the vendor's own; here, so that who parses nothing does not wait for it

    with np.load(path, allow_pickle=False) as held:
        for key, node, name in weights_of(recogniser):
            now = node.get_param(name)
            if key not in held or held[key].shape != now.shape:
                raise ModelMismatch(f"{path.name} holds no weights {key} of shape {now.shape}.")
            node.set_param(name, held[key].astype(now.dtype))


def weights_of(recogniser: Any) -> list[tuple[str, Any, str]]:  # noqa: ANN401
    """Where the weights of a recogniser lie: a key, the node of the network, the weight's name there."""
    return [
        (f"{place:03}-{node.name}-{name}", node, name)
        for place, node in enumerate(recogniser.model.walk())
        for name in node.param_names
        if node.has_param(name)
    ]
