"""The site as bytes: templates, words, the stylesheet and the scripts."""
