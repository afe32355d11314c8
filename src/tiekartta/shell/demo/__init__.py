"""The example: an invented county that walks the whole path by the same actions as everybody else."""
