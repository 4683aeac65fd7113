"""Pictures: bytes in, bytes out. Nothing in here knows of a cloud."""
