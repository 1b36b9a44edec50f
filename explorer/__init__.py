"""Tumen Explorer: public reporting on Russia-DPRK logistics, on a map."""
