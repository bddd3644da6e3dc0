"""Security updates of the distribution, and the server's restarts for them. All of it comes over SSH."""
