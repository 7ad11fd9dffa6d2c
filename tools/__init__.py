"""What is made while the product is developed, and travels with it ready-made."""
