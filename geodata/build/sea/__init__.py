"""The network of the seas."""
