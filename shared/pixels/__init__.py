"""Pictures: pure functions from bytes and text to encoded images. No cloud, no settings."""
