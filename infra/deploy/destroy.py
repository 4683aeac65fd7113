"""`make destroy`: takes down what the plan makes, in the opposite order, and nothing else."""

from collections.abc import Callable
from typing import Any

from infra.deploy.executor import CommandFailed, Executor, report
from infra.deploy.steps import Command, Stage, Step, shell
from infra.deploy.target import Target

Ask = Callable[[str], str]
"""Shows a question and returns what is typed."""


_DELETE_DATA = "delete the data"


def destroy(stages: tuple[Stage, ...], target: Target, executor: Executor, ask: Ask) -> int:
    """Asks twice: for the project's name, then whether data goes too. Goes on after a failure."""
    steps = [step for stage in reversed(stages) for step in reversed(stage.steps)]
    report(f"This takes down the site and the functions of {target.project}.")
    if ask("Type the project's name to go on: ") != target.project:
        report("Nothing was taken down.")
        return 1
    report(f"Data: {', '.join(step.title for step in steps if step.data)}.")
    wanted = ask(f"Type '{_DELETE_DATA}' to delete it too; Enter keeps it: ") == _DELETE_DATA
    going = [step for step in steps if step.delete and (wanted or not step.data)]
    executor.forget()
    failed = [step for step in going if not _taken_down(step, executor)]
    _sum_up([step for step in steps if step not in going or step.leaves], failed)
    return 1 if failed else 0


def _taken_down(step: Step, executor: Executor) -> bool:
    report(f"  {step.title} …", end=" ")
    try:
        found = executor.found(step)
        for command in _deletions(step, found):
            if executor.output(command) is None and _is_there(step, executor):
                raise CommandFailed(f"      it is still there after:\n  {shell(command)}")
    except (CommandFailed, SystemExit) as error:  # or several have its name
        report(f"failed\n{error}")
        return False
    report("deleted" if found else "not there")
    return True


def _is_there(step: Step, executor: Executor) -> bool:
    """Asked anew, since what was not found may have been something else than the resource."""
    executor.forget()
    found = executor.found(step)
    lacks_member = step.wanted and "members" in step.wanted and executor.differences(step, found)
    return found is not None and not lacks_member


def _deletions(step: Step, found: Any) -> tuple[Command, ...]:
    if found is None:
        return ()
    return step.delete(found) if callable(step.delete) else step.delete


def _sum_up(staying: list[Step], failed: list[Step]) -> None:
    report("\nLeft:")
    for step in staying:
        if step.data or step.leaves:
            report(f"  {step.leaves or step.title}")
    for step in failed:
        report(f"  {step.title}: it could not be deleted")
