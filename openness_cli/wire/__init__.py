"""The shapes of JSON that leave the program, version 1: a module for each kind of document."""
