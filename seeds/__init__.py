"""What people wrote: document cards, context events, scenarios and the gazetteer, all TOML, read through ``importlib.resources``."""
