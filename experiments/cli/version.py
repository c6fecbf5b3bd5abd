"""The version, where the command line finds it without reading package metadata."""

VERSION = "0.2.0"
