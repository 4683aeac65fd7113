"""What a deployment creates, created on the emulators: topic, subscriptions, an organizer."""

import grpc
import requests
from google.cloud.firestore_v1.types import CommitRequest, Write
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from infra.functions import functions
from infra.local.addresses import Addresses

PROJECT = "demo-publish-event"
TOPIC = "event-published"
DEAD = "event-published-dead"
ORGANIZER = {"email": "organizer@example.com", "password": "let-me-publish"}

_MAX_DELIVERIES = 10  # as deployed


def topics(at: Addresses) -> None:
    with grpc.insecure_channel(at.host("pubsub")) as channel:
        publisher = PublisherClient(transport=PublisherGrpcTransport(channel=channel))
        for topic in (TOPIC, DEAD):
            publisher.create_topic(name=f"projects/{PROJECT}/topics/{topic}")


def documents(at: Addresses) -> None:
    """A first commit, of nothing: an emulator's takes seconds, which no publish should wait."""
    database = f"projects/{PROJECT}/databases/(default)"
    nothing = Write(delete=f"{database}/documents/nowhere/nothing")
    request = CommitRequest(database=database, writes=[nothing])
    with grpc.insecure_channel(at.host("firestore")) as channel:
        commit = channel.unary_unary("/google.firestore.v1.Firestore/Commit")
        owner = (("authorization", "Bearer owner"),)
        commit(CommitRequest.serialize(request), metadata=owner, timeout=60)


def subscriptions(at: Addresses) -> None:
    """A push subscription for every worker, and one that holds what they could not take.

    Without a retry policy, under which the emulator (0.8.20) delivers a refused message again
    after a second. With one it keeps refused messages by the millisecond at which they are due;
    two under one millisecond are entered again and again, and a message that is entered twice,
    or acknowledged meanwhile, ends its timer with a NullPointerException: the subscription gives
    every later message two deliveries and no dead letter.
    """
    with grpc.insecure_channel(at.host("pubsub")) as channel:
        subscriber = SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))
        subscriber.create_subscription(
            name=f"projects/{PROJECT}/subscriptions/{DEAD}",
            topic=f"projects/{PROJECT}/topics/{DEAD}",
        )
        for function in functions():
            if function.trigger == "push":
                subscriber.create_subscription(
                    request={
                        "name": f"projects/{PROJECT}/subscriptions/{function.name}",
                        "topic": f"projects/{PROJECT}/topics/{TOPIC}",
                        "push_config": {"push_endpoint": at.url(function.name)},
                        "ack_deadline_seconds": function.timeout,
                        "dead_letter_policy": {
                            "dead_letter_topic": f"projects/{PROJECT}/topics/{DEAD}",
                            "max_delivery_attempts": _MAX_DELIVERIES,
                        },
                    }
                )


def organizer(at: Addresses) -> None:
    """The demo organizer, whose address counts as verified."""
    answer = requests.post(
        f"{at.url('auth')}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts",
        json=ORGANIZER | {"displayName": "Olivia Organizer", "emailVerified": True},
        headers={"Authorization": "Bearer owner"},
        timeout=10,
    )
    answer.raise_for_status()
