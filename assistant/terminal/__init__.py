"""Asking and printing: the only room that knows there is a screen."""
