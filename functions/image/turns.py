"""What this worker computes and what blocks it: few at a time, which bounds its memory. What waits
for Gemini has neither a thread nor a process.
"""

from shared.runtime.processes import Processes
from shared.runtime.threads import Threads

PIXEL_PROCESSES = 2
"""As many as the function has CPUs (`infra/functions.toml`)."""
pixels = Processes("pixels", most=PIXEL_PROCESSES, loads="functions.image.drawing")
calls = Threads("calls", most=10)
"""Of Cloud Storage."""
