"""The deep check: does what a user does, with a user of its own, and takes all of it away again."""
