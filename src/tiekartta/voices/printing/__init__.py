"""What is printed: sheets of codes, posters and paper forms, as HTML and as PDF."""
