"""Parts of the page on rail and sea."""
