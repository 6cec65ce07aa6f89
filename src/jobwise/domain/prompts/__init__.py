"""What may leave the house for a language model, and in which dress."""
