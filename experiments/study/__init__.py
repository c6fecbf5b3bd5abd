"""Study files: factors, designs, points, and the checks of what people write."""
