"""Reading a file nobody vouches for, in a process that knows neither Django nor keys."""
