"""What things cost, measured: each module here is one benchmark. README.md says what one looks like."""
