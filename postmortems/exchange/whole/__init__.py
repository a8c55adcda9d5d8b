"""The whole instance as one archive, and back: `manage.py export --all` and `manage.py import ARCHIVE`."""
