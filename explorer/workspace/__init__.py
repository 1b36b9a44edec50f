"""An analyst's own reporting: claims, places, notes and stories beside the built-in cards, with who changed what and when."""
