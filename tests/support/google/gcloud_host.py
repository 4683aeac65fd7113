"""Runs the installed gcloud or bq, command by command, each in a fork of one warm process.

Started with gcloud's own Python: `gcloud_host.py SOCKET SDK TOOL`. It is the real program in all
that it does; only the time in which it loads itself is spent once: what a command imports is
imported here before the next one, and of gcloud's tree of commands each branch is built here.
"""

import contextlib
import gc
import importlib
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NoReturn

ADDRESS, SDK, TOOL = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
LEARNED, TEACH = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


class Gcloud:
    """gcloud, and the start of bq, which finds out with gcloud's modules who calls."""

    def __init__(self) -> None:
        folders = ("lib", "lib/third_party", "bin/bootstrapping")
        sys.path[:0] = [str(SDK / folder) for folder in folders]
        gcloud = importlib.import_module("gcloud")
        sys.path = gcloud.reorder_sys_path(sys.path)
        gcloud._fix_google_module()
        self.program: ModuleType = gcloud._import_gcloud_main()
        self.cli = self.program.CreateCLI([])
        # Its linter, too, makes a tree for each command of its list.
        self.program.CreateCLI = lambda _: self.cli

    def prepare(self, argv: list[str]) -> None:
        """Builds the branch of the tree on which the command is, with its flags."""
        element = self.cli.top_element
        for word in argv[1:]:
            if not hasattr(element, "LoadSubElement"):
                break
            element = element.LoadSubElement(word) or element

    def run(self, argv: list[str]) -> None:
        if Path(argv[0]).name == "gcloud":
            self.program.main()
        else:
            for name in [name for name in os.environ if name.startswith("CLOUDSDK_PROXY")]:
                del os.environ[name]  # it is given the whole address instead
            runpy.run_path(str(SDK / "bin/bootstrapping/bq.py"), run_name="__main__")


class Bq:
    """bq's own code, started like Python: `PROGRAM bq.py ARGUMENT…`."""

    def __init__(self) -> None:
        sys.path[:1] = [str(SDK / "platform/bq/third_party"), str(SDK / "platform/bq")]

    def prepare(self, argv: list[str]) -> None:
        pass

    def run(self, argv: list[str]) -> None:
        sys.argv = argv[1:]
        runpy.run_path(argv[1], run_name="__main__")


def main() -> None:
    gc.disable()  # a collection in a fork would copy every page of what is loaded
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    tool: Gcloud | Bq = Gcloud() if TOOL == "gcloud" else Bq()
    known = set(sys.modules)
    server = socket.socket(socket.AF_UNIX)
    server.bind(ADDRESS)
    server.listen(64)
    while True:
        connection, _ = server.accept()
        # A byte of their own: a read that brings descriptors ends with the buffer they came in.
        _, files, _, _ = socket.recv_fds(connection, 1, 3)
        with connection.makefile("rb") as stream:
            said = stream.read()
        folder, count, *texts = os.fsdecode(said).split("\0")
        argv, environment = texts[: int(count)], texts[int(count) :]
        _learn(known)
        tool.prepare(argv)
        if os.fork() == 0:
            server.close()
            _become(folder, dict(one.split("=", 1) for one in environment), files)
            _carry_out(tool.run, argv, connection, known)
        for file in (connection.detach(), *files):
            os.close(file)


def _learn(known: set[str]) -> None:
    """Import what commands that have ended imported."""
    while select.select([LEARNED], [], [], 0)[0]:
        names = LEARNED.recv(1 << 20).decode().split("\0")
        for name in names:
            with contextlib.suppress(BaseException):  # some have a name that is no module's
                importlib.import_module(name)
        known.update(names, sys.modules)


def _become(folder: str, environment: dict[str, str], files: list[int]) -> None:
    """Do as if started there, with these as standard input, output and error."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)


def _carry_out(
    run: Callable[[list[str]], None], argv: list[str], connection: socket.socket, known: set[str]
) -> NoReturn:
    """Answers with the exit code; this process ends here, whatever happens."""
    sys.argv = argv
    code = 1
    try:
        run(argv)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        with contextlib.suppress(OSError):
            if new := set(sys.modules) - known:
                TEACH.send("\0".join(new).encode())
            connection.sendall(str(code).encode())
        os._exit(code)


main()
