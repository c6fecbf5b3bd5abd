"""What acts change. Called for free choices and for acts of coded history alike."""
