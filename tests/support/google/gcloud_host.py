"""Runs the installed gcloud and bq, command by command, each in a fork of one warm process.

Started with gcloud's own Python: `gcloud_host.py SOCKET SDK`. It is the real gcloud in all that it
does; only the time in which it loads itself is spent once. What a command imports, the next finds.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

SDK = Path(sys.argv[2])
sys.path[:0] = [str(SDK / "lib"), str(SDK / "lib/third_party")]
import gcloud  # type: ignore[import-not-found]  # noqa: E402  # gcloud's own

sys.path = gcloud.reorder_sys_path(sys.path)
gcloud._fix_google_module()
gcloud_main = gcloud._import_gcloud_main()
gcloud_main.CreateCLI([])
LEARNED, TEACH = os.pipe()
KNOWN = set(sys.modules)


def main() -> None:
    gc.disable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
    server.listen(64)
    while True:
        connection, _ = server.accept()
        _learn()
        if os.fork() == 0:
            server.close()
            _carry_out(connection)
        connection.close()


def _learn() -> None:
    """Import what commands that have ended imported."""
    while select.select([LEARNED], [], [], 0)[0]:
        for name in os.read(LEARNED, 1 << 16).decode().split():
            with contextlib.suppress(BaseException):
                importlib.import_module(name)
    KNOWN.update(sys.modules)
    gc.freeze()  # a collection in a fork would copy every page of what is loaded


def _carry_out(connection: socket.socket) -> None:
    """Run what is asked for in a process of its own, and answer with its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, files, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    child = os.fork()
    if child == 0:
        connection.close()
        _become(json.loads(said), files)
    for file in files:
        os.close(file)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(OSError):
        connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(request: dict[str, Any], files: list[int]) -> None:
    for target, file in enumerate(files):
        os.dup2(file, target)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = request["argv"]
    code = 1
    try:
        if Path(sys.argv[0]).name == "bq":
            bq = SDK / "bin/bootstrapping/bq.py"
            sys.path.insert(0, str(bq.parent))
            for name in [name for name in os.environ if name.startswith("CLOUDSDK_PROXY")]:
                del os.environ[name]  # it is given the whole address instead
            runpy.run_path(str(bq), run_name="__main__")
        else:
            gcloud_main.main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:  # noqa: BLE001  # the fork must end here, whatever happens
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        new = [name for name in set(sys.modules) - KNOWN if name.startswith("googlecloudsdk.")]
        os.write(TEACH, " ".join(["", *sorted(new), ""]).encode()[: 1 << 15])
        os._exit(code)


main()
