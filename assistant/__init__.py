"""Prepares protective-order papers: asks, keeps, checks, assembles. It never gives legal advice."""

__version__ = "0.1.0"
