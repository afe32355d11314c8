"""Results of surveys: what was released, for those who may read it."""
