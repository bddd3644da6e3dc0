"""What runs on the hub's server: its installation (one module per concern), and what applies changes over SSH.

Standard library only: it runs before anything is installed.
"""
