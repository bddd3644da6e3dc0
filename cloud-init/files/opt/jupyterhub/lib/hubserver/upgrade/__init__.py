"""Another release of these programs: on trial until people can work with it, and undone when they cannot."""
