"""A reviewer whose process is killed: decides on one claim after the other and tells when each is durable."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent))

from dalil.casework.review_rows import Filter, listed
from dalil.casework.review_steps import apply, read_step
from review_samples import opened


def tell(what: str, claim: str, done: dict[str, object]) -> None:
    """Say that something is durable."""
    judgements = done["judgements"]
    assert isinstance(judgements, list)
    sys.stdout.write(" ".join([what, claim, *judgements]) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Accept, correct and take back, round after round, until killed."""
    with opened(Path(sys.argv[1])) as case:
        while True:
            for claim in listed(case, Filter()):
                done = apply(case, read_step({"do": "accept", "id": claim.id}))
                tell("accept", claim.id, done)
                fields = {"hedged": "no" if claim.hedged else "yes"}
                step = {"do": "correct", "id": claim.id, "set": fields}
                made = apply(case, read_step(step))
                tell("correct", claim.id, made)
                back = apply(case, read_step({"do": "undo", "id": made["id"]}))
                tell("undo", claim.id, back)


if __name__ == "__main__":
    main()
