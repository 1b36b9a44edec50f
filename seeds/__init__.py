"""What people wrote: document cards, context events and the gazetteer, all TOML, read through ``importlib.resources``."""
