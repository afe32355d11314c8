"""The pages of collections: their list, and all that belongs to one."""
