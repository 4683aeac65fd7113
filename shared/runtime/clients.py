"""Google's clients: lazy, cached, imported inside their factories: nobody loads another's.

Those of the event loop belong to the loop that first asked for them.
"""

import asyncio
import os
from typing import TYPE_CHECKING, Any

from shared.runtime import rpc
from shared.runtime.once import async_once, once
from shared.runtime.settings import settings

if TYPE_CHECKING:
    from google import genai
    from google.cloud import firestore, storage
    from google.pubsub_v1 import PublisherClient, SubscriberClient


GEMINI_SECONDS = 20
"""For one call as a whole, from connecting to the last byte of the answer."""
_TRANSPORT_SECONDS = 120


@once
def firestore_client() -> "firestore.Client":
    from google.cloud import firestore

    return firestore.Client(project=settings().project)


@async_once
async def async_firestore_client() -> "firestore.AsyncClient":
    from google.cloud import firestore

    emulated = "FIRESTORE_EMULATOR_HOST" in os.environ
    return firestore.AsyncClient(
        project=settings().project, credentials=None if emulated else await rpc.credentials()
    )


@once
def publisher() -> "PublisherClient":
    """The plain API client: one RPC a batch, on this thread.

    The batching client of google.cloud.pubsub sends from a background thread, which an instance
    throttled after its response never runs.
    """
    from google.pubsub_v1 import PublisherClient
    from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

    if channel := _emulated_pubsub():
        return PublisherClient(transport=PublisherGrpcTransport(channel=channel))
    return PublisherClient()


@once
def subscriber() -> "SubscriberClient":
    from google.pubsub_v1 import SubscriberClient
    from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

    if channel := _emulated_pubsub():
        return SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))
    return SubscriberClient()


def _emulated_pubsub() -> Any:
    """A channel to the emulator, which the plain clients do not look for themselves."""
    if not (emulator := os.environ.get("PUBSUB_EMULATOR_HOST")):
        return None
    import grpc

    return grpc.insecure_channel(emulator)


@once
def storage_client() -> "storage.Client":
    from google.cloud import storage

    # Or each client asks in a thread of its own for the bucket's location, which our roles may not
    # read, to put it into traces that nobody collects.
    os.environ.setdefault("DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA", "true")
    return storage.Client(project=settings().project)


@async_once
async def gemini() -> "genai.Client":
    """The Gemini API, with its key. Loading google-genai takes a second: off the loop."""

    def make() -> "genai.Client":
        from google import genai

        key = settings().gemini_api_key.get_secret_value()
        options = _http(settings().gemini_api_version)
        return genai.Client(enterprise=False, api_key=key, http_options=options)

    return await asyncio.to_thread(make)


@async_once
async def vertex() -> "genai.Client":
    """As `gemini`, but in Vertex AI, with more models, as the function's own service account."""

    def make() -> "genai.Client":
        from google import genai

        return genai.Client(
            enterprise=True,
            project=settings().project,
            location=settings().vertex_location,
            http_options=_http("v1"),
        )

    return await asyncio.to_thread(make)


def _http(api_version: str) -> "genai.types.HttpOptions":
    from google.genai.types import HttpOptions
    from httpx2 import Limits

    return HttpOptions(
        base_url=settings().gemini_base_url,
        api_version=api_version,
        # functions/image bounds the whole call, by the loop's own time. The transport's, between
        # two bytes, is longer, or a late loop would leave what has come unread.
        timeout=1000 * _TRANSPORT_SECONDS,
        headers={"X-Server-Timeout": str(GEMINI_SECONDS)},
        # By default a hundred calls, and the others wait for one of those to end.
        async_client_args={"limits": Limits(max_connections=None)},
    )
