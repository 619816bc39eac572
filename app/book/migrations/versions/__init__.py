"""One module a version: `schema_N.upgrade(operations)` turns version N - 1 into N."""
