"""A person's rights over their records: access, restriction, erasure, retention."""
