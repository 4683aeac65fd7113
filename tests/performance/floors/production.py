"""`publish` itself, verifying real tokens against the certificate that the benchmark serves."""

import os

from firebase_admin import _token_gen

_token_gen.ID_TOKEN_CERT_URI = os.environ["CERTIFICATES"]

from functions.publish.main import publish  # noqa: E402

__all__ = ["publish"]
