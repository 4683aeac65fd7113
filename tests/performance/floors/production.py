"""A function itself, verifying real tokens against the certificate that the benchmark serves."""

import importlib
import os

from firebase_admin import _token_gen

_token_gen.ID_TOKEN_CERT_URI = os.environ["CERTIFICATES"]

name = os.environ["FUNCTION"]
globals()[name] = getattr(importlib.import_module(f"functions.{name}.main"), name)
