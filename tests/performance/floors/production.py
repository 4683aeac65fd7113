"""A function itself, verifying real tokens against the certificate that the benchmark serves."""

import importlib
import os

from shared.edge import auth

auth.CERTIFICATES_URL = os.environ["CERTIFICATES"]

name = os.environ["FUNCTION"]
globals()[name] = getattr(importlib.import_module(f"functions.{name}.main"), name)
