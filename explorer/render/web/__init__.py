"""The scene in a browser: Leaflet map, HTML cards, strips and the page's own scripts."""
