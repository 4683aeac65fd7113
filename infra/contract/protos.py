"""Google's messages that functions send without Google's packages: their descriptors."""

from collections.abc import Iterator
from typing import Any

from google.cloud.firestore_v1 import types as firestore
from google.protobuf import descriptor_pb2
from google.pubsub_v1 import types as pubsub

_ROOTS: tuple[Any, ...] = (
    firestore.CommitRequest,
    firestore.CommitResponse,
    firestore.GetDocumentRequest,
    firestore.BatchGetDocumentsRequest,
    firestore.BatchGetDocumentsResponse,
    pubsub.PublishRequest,
    pubsub.PublishResponse,
)
_types: Any = descriptor_pb2  # untyped
_WELL_KNOWN = "google.protobuf"


def data() -> bytes:
    """A FileDescriptorSet: for each package one file of what the roots are made of.

    A file stands after those that it depends on. Those of protobuf itself are whole.
    """
    found: dict[str, Any] = {}
    for root in _ROOTS:
        _collect(root.pb().DESCRIPTOR, found)
    files: dict[str, Any] = {}
    for name in sorted(found):
        _add(found[name], files)
    ordered: list[Any] = []
    while waiting := [files[name] for name in sorted(files) if files[name] not in ordered]:
        there = {file.name for file in ordered}
        ordered += [file for file in waiting if set(file.dependency) <= there]
    everything = _types.FileDescriptorSet(file=ordered)
    return bytes(everything.SerializeToString(deterministic=True))


def _collect(descriptor: Any, found: dict[str, Any]) -> None:
    """The message or enumeration, whatever its fields are of, and so on; by full name."""
    if descriptor.full_name not in found:
        found[descriptor.full_name] = descriptor
        for each in _parts(descriptor):
            _collect(each, found)


def _parts(descriptor: Any) -> Iterator[Any]:
    for field in getattr(descriptor, "fields", ()):  # an enumeration has none
        if part := field.message_type or field.enum_type:
            yield part


def _add(descriptor: Any, files: dict[str, Any]) -> None:
    name, package = _file(descriptor), descriptor.file.package
    file = files.setdefault(
        name, _types.FileDescriptorProto(name=name, package=package, syntax="proto3")
    )
    if package == _WELL_KNOWN:
        descriptor.file.CopyToProto(file)
        return
    for needed in sorted({_file(each) for each in _parts(descriptor)} - {name, *file.dependency}):
        file.dependency.append(needed)
    if descriptor.containing_type is None:  # what is inside another message comes with that one
        is_message = hasattr(descriptor, "fields")
        copy: Any = (file.message_type if is_message else file.enum_type).add()
        descriptor.CopyToProto(copy)


def _file(descriptor: Any) -> str:
    package: str = descriptor.file.package
    return descriptor.file.name if package == _WELL_KNOWN else f"{package}.proto"
