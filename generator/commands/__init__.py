"""What each command of the command line does. The table of commands stands in generator/cli.py."""
