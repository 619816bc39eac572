"""The one place that says which version of Pairbook this is."""

VERSION = "0.1.0"
