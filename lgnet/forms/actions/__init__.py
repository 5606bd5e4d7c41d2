"""What is done with forms: written, published, retired, adopted; and the national dictionary."""
