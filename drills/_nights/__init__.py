"""The model of nights: what places, holds and stays should do, and a machine that compares."""
