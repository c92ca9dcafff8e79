"""What the commands print for people, from the same objects that `--json` prints."""
