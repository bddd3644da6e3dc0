"""Shared folders: who reads and writes them, and what is pulled into them from repositories. Comes over SSH only."""
