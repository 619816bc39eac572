"""Home: what needs a person today, and how much happens."""
