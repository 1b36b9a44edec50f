"""The scene, routes and comparisons as files to take away."""
