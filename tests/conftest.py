"""Property tests try the same examples in every run; ``pytest --hypothesis-profile=default`` looks for others."""

from hypothesis import settings

settings.register_profile("seeded", derandomize=True, deadline=None)
settings.load_profile("seeded")
