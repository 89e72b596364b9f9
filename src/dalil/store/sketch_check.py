"""Hold the sketches of texts against the texts: made anew and compared; the case is not changed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from dalil.claims.versions import sketch_of
from dalil.errors import DalilError
from dalil.store.auditing import unpack_layer
from dalil.store.sketches import pack, unpack


def differences(connection: Connection) -> Iterator[str]:
    """What of the sketches does not follow from the texts, a line each."""
    texts = "SELECT * FROM layers WHERE seq = ?"
    whole = 0
    stored = connection.exec_driver_sql("SELECT exhibit, layer, runs FROM sketches").all()
    for exhibit, layer, packed in stored:
        row = connection.exec_driver_sql(texts, (layer,)).one_or_none()
        try:
            runs = pack(sketch_of(unpack_layer(row))) if row is not None else None
        except DalilError:
            continue  # the text itself is told to be damaged
        if runs != packed:
            yield f"the sketch of exhibit row {exhibit} does not follow from its text"
            continue
        query = f"""SELECT count(*) FROM sketch_runs WHERE exhibit = ? AND run IN
            ({",".join("?" * (len(packed) // 8))})"""  # noqa: S608 - marks alone
        own = (exhibit, *unpack(packed))
        if connection.exec_driver_sql(query, own).scalar() != len(own) - 1:
            yield f"the runs of exhibit row {exhibit} do not follow from its sketch"
        whole += len(own) - 1
    if connection.exec_driver_sql("SELECT count(*) FROM sketch_runs").scalar() != whole:
        yield "runs are kept that stand in no sketch"
