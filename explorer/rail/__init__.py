"""Routes by rail. The door is :mod:`explorer.rail.network`; nothing else is imported from outside."""
