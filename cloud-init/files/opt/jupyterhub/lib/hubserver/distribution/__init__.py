"""What the settings want of the distribution: packages, R, LaTeX, a locale, a time zone."""
