"""Articles, read for what they say."""
