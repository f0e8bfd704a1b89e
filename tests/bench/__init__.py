"""What the portal costs and how fast it is: one fixed story, driven through the real handlers, and clocks around it."""
