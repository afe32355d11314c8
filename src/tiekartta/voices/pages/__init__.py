"""The pages of listening: lists, import, screening, receipt codes. They decide nothing."""
