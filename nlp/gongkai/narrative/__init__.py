"""Paragraphs to figures: candidates, cues, attributes, and the rule baseline behind the Tagger protocol."""
