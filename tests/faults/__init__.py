"""Things broken on purpose: each test is named after the promise it proves (promises.py)."""
