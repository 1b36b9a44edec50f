"""Who may act where: areas of the sea and of the land, and the law under stated scenarios."""
