"""Reports and the codebook rendered for people: what `gongkai` prints without ``--json``."""
