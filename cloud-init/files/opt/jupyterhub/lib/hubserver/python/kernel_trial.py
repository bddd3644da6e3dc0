"""Starts the kernel NAME of a folder of kernels and has it run a cell; exits with 0 when the kernel answers.

Usage: python kernel_trial.py FOLDER NAME    (in the environment of the users' servers)
"""

import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

_folder, _name = sys.argv[1:]
_manager = KernelManager(kernel_name=_name, kernel_spec_manager=KernelSpecManager(kernel_dirs=[_folder]))
_manager.start_kernel()
_client = _manager.blocking_client()
try:
    _client.start_channels()
    # Ends at once, with an error, when the kernel dies.
    _client.wait_for_ready(timeout=600)
    _reply = _client.execute_interactive("print(6 * 7)", timeout=120, allow_stdin=False)
    sys.exit(0 if _reply["content"]["status"] == "ok" else f"the kernel answered {_reply['content']}")
except RuntimeError as error:
    # What the kernel itself said stands above it.
    sys.exit(str(error))
finally:
    _client.stop_channels()
    _manager.shutdown_kernel(now=True)
