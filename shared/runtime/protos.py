"""Google's messages for writing and reading documents and for publishing, without its packages.

google.cloud.firestore and google.pubsub_v1 make hundreds of message classes and four clients each
while they load, which is a quarter of a cold start (docs/performance.md). `make contract` copies
the descriptors that are needed out of those packages. They are in a pool of their own, since some
functions load the packages too, and protobuf's common pool takes each message from one file only.
"""

from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

_DESCRIPTORS = Path(__file__).with_name("protos.binpb")
_types: Any = descriptor_pb2  # untyped, as the pool is
_pool: Any = DescriptorPool()
for _file in _types.FileDescriptorSet.FromString(_DESCRIPTORS.read_bytes()).file:
    _pool.AddSerializedFile(_file.SerializeToString())


def _message(name: str) -> Any:
    return GetMessageClass(_pool.FindMessageTypeByName(name))


CommitRequest = _message("google.firestore.v1.CommitRequest")
CommitResponse = _message("google.firestore.v1.CommitResponse")
GetDocumentRequest = _message("google.firestore.v1.GetDocumentRequest")
BatchGetDocumentsRequest = _message("google.firestore.v1.BatchGetDocumentsRequest")
BatchGetDocumentsResponse = _message("google.firestore.v1.BatchGetDocumentsResponse")
Document = _message("google.firestore.v1.Document")
PublishRequest = _message("google.pubsub.v1.PublishRequest")
PublishResponse = _message("google.pubsub.v1.PublishResponse")
