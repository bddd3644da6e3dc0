"""Python packages that the stack wants beside the base set, and environments that are kernels of their own."""
