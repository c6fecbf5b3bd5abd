"""What a reader gets: answers, tables and pages."""
