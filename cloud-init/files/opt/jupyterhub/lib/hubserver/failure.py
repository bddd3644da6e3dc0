"""The one kind of error that is meant for people: its text says what is wrong, where, and what to do."""


class Failure(Exception):
    """Ends a phase with a message that needs no stack trace."""
