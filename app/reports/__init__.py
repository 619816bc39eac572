"""Prints: a neutral document model, one module per report, one renderer per output (DESIGN 5).

A report turns what is in the book into a :class:`~app.reports.document.Document`;
``pdf`` and ``html`` turn any document into paper and into a page to read.
"""
