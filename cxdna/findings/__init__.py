"""What the scores mean: gaps, strengths, weakest links, unproved claims, open ground, disputes and change."""
