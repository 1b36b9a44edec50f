"""Everything that is known, loaded once; the one reader of ``seeds`` and ``geodata``."""
