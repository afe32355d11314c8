"""The whole house, for the tests that look at all of it."""

from tests.whole_house import whole

__all__ = ["whole"]
