"""Why there is no generated picture, where it matters how often one asks."""

from shared.failures import Permanent


class NoPicture(Permanent):
    """The model answered, refused nothing, and drew nothing: worth asking once more."""
