"""Land, borders, waters and names of the base map."""
