"""How lines become blocks: whether a text was wrapped, what stands together, which hyphens go."""
