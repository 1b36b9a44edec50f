"""What a view of the world shows, free of any drawing library."""
