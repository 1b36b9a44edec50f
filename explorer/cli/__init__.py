"""The command ``tumen``."""
