"""From names to places, and from a question to its two ways, by rail and with a sea leg."""
