"""Routes for ships. The door is :mod:`explorer.sea.network`; nothing else is imported from outside."""
