"""What is served and how it stands: catalog, algorithms, health, and opening newer versions."""

from __future__ import annotations

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dalil.api.asking import Parameters
from dalil.api.explain import FEATURES
from dalil.api.match import ALGORITHM
from dalil.api.service import Service, answer, service
from dalil.casework.holdings import EVERYTHING, Holdings
from dalil.matching.list_entities import seconds
from dalil.matching.values import ListVersion

TITLE = "Dalil"


async def catalog(request: Request) -> Response:
    """Lists and collections: versions, publishers, licences and what these forbid."""
    Parameters(request, ())
    return await run_in_threadpool(_catalog, service(request))


def _catalog(here: Service) -> Response:
    holdings, outdated = here.holdings, here.outdated()
    datasets = [_dataset(held.version, id_ not in outdated) for id_, held in holdings.lists.items()]
    body = {
        "datasets": [*datasets, *_collections(holdings)],
        "current": sorted(set(holdings.lists) - set(outdated)),
        "outdated": outdated,
        "index_stale": bool(outdated),
    }
    return answer(body)


def _dataset(version: ListVersion, current: bool) -> dict[str, object]:
    forbidden = ", ".join(version.restrictions)
    return {
        "name": version.list,
        "title": f"{version.list} ({version.publisher})",
        "summary": f"{version.licence}{f' ({forbidden})' if forbidden else ''}",
        "category": version.kind or None,
        "version": version.version,
        "entity_count": version.entries,
        "thing_count": version.entries,
        "updated_at": seconds(version.version),
        "last_export": seconds(version.imported_at),
        "publisher": {"name": version.publisher},
        "licence": version.licence,
        "restrictions": list(version.restrictions),
        "source": version.source,
        "sha256": version.sha256,
        "load": True,
        "index_version": version.version,
        "index_current": current,
        "children": [],
    }


def _collections(holdings: Holdings) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "title": "Every list" if name in EVERYTHING else f"Every list of {name}",
            "load": False,
            "children": list(children),
            "entity_count": sum(holdings.lists[id_].version.entries for id_ in children),
        }
        for name, children in holdings.collections().items()
    ]


async def algorithms(request: Request) -> Response:
    """The one algorithm: its features, and that nothing in it can be set."""
    Parameters(request, ())
    description = (
        "Names in any script, compared word by word, with a score calibrated on labelled pairs and moved "
        "by what is known beside the names. From 0.7 a person should look; from 0.9 it is almost surely "
        "the same name. It has no weights and no configuration to set."
    )
    features = {
        name: {"description": text, "coefficient": None, "url": None}
        for name, text in FEATURES.items()
    }
    one = {
        "name": ALGORITHM,
        "description": description,
        "features": features,
        "docs": {
            "name": ALGORITHM,
            "description": description,
            "config": {},
            "features": features,
        },
    }
    return answer({"algorithms": [one], "default": ALGORITHM, "best": ALGORITHM})


async def healthz(request: Request) -> Response:
    """Whether the process answers."""
    Parameters(request, ())
    return answer({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Whether lists are open."""
    Parameters(request, ())
    holdings = await run_in_threadpool(lambda: service(request).holdings)
    if not holdings.lists:
        raise HTTPException(503, "No list has been imported: dalil lists import FORMAT FILE")
    return answer({"status": "ok"})


async def updatez(request: Request) -> Response:
    """Open the newest versions of the lists, for whoever knows the token."""
    given = Parameters(request, ("token", "sync"))
    here, token = service(request), given.text("token")
    given.flag("sync", default=False)  # lists are always open anew before the answer
    if not here.token or not hmac.compare_digest(token.encode(), here.token.encode()):
        raise HTTPException(403, "Invalid token.")
    await run_in_threadpool(here.renew)
    return answer({"status": "ok"})
