"""How numbers and names are worded, in reports and figures alike."""
