"""Rail against sea on one pair of places: profiles, factors, figures and tables."""
