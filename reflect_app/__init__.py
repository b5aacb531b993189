"""Reflect: a private, encrypted journal for probation officers."""

__version__ = "0.1.0"
