"""How likely analysts judge it that a movement is seen or stopped; always ranges, always somebody's judgement."""
