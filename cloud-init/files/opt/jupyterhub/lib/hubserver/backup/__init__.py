"""Backups of the data volume by restic, and the ways back. All of it comes over SSH, after the first boot."""
