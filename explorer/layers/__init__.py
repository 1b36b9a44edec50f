"""Files that a reader brings: from bytes of any usual kind to layers in degrees, with everything that was odd about them."""
