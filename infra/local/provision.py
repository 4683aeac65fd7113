"""What a deployment creates, on the emulators: topics and subscriptions; and an organizer."""

import grpc
import requests
from google.cloud.firestore_v1.types import CommitRequest, Write
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from infra.functions import functions
from infra.local.addresses import Addresses
from infra.topics import DEAD_LETTERS, MAX_DELIVERY_ATTEMPTS, TOPIC

PROJECT = "demo-publish-event"
ORGANIZER = {"email": "organizer@example.com", "password": "let-me-publish"}


def topics(at: Addresses) -> None:
    with grpc.insecure_channel(at.host("pubsub")) as channel:
        publisher = PublisherClient(transport=PublisherGrpcTransport(channel=channel))
        for topic in (TOPIC, DEAD_LETTERS):
            publisher.create_topic(name=f"projects/{PROJECT}/topics/{topic}")


def warm_up_firestore(at: Addresses) -> None:
    """An emulator takes seconds for its first commit. This one deletes nothing."""
    database = f"projects/{PROJECT}/databases/(default)"
    nothing = Write(delete=f"{database}/documents/nowhere/nothing")
    request = CommitRequest(database=database, writes=[nothing])
    with grpc.insecure_channel(at.host("firestore")) as channel:
        commit = channel.unary_unary("/google.firestore.v1.Firestore/Commit")
        owner = (("authorization", "Bearer owner"),)
        commit(CommitRequest.serialize(request), metadata=owner, timeout=60)


def subscriptions(at: Addresses) -> None:
    """A push subscription for each worker and for analytics, and one that stores dead letters.

    No retry policy: without one the emulator (0.8.20) redelivers a refused message after a second.
    With one it keeps refused messages by the millisecond at which they are due. Two with the same
    millisecond are entered twice, and a second entry, or one of a message acknowledged meanwhile,
    ends the subscription's timer with a NullPointerException: from then on, every refused message
    gets two deliveries and no dead letter.
    """
    with grpc.insecure_channel(at.host("pubsub")) as channel:
        subscriber = SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))
        subscriber.create_subscription(
            name=f"projects/{PROJECT}/subscriptions/{DEAD_LETTERS}",
            topic=f"projects/{PROJECT}/topics/{DEAD_LETTERS}",
        )
        deadlines = {each.name: each.timeout for each in functions() if each.trigger == "push"}
        for name, deadline in (deadlines | {"analytics": 10}).items():
            subscriber.create_subscription(
                request={
                    "name": f"projects/{PROJECT}/subscriptions/{name}",
                    "topic": f"projects/{PROJECT}/topics/{TOPIC}",
                    "push_config": {"push_endpoint": at.url(name)},
                    "ack_deadline_seconds": deadline,
                    "dead_letter_policy": {
                        "dead_letter_topic": f"projects/{PROJECT}/topics/{DEAD_LETTERS}",
                        "max_delivery_attempts": MAX_DELIVERY_ATTEMPTS,
                    },
                }
            )


def organizer(at: Addresses) -> None:
    """The demo organizer, with a verified address."""
    answer = requests.post(
        f"{at.url('auth')}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts",
        json=ORGANIZER | {"displayName": "Olivia Organizer", "emailVerified": True},
        headers={"Authorization": "Bearer owner"},
        timeout=10,
    )
    answer.raise_for_status()
