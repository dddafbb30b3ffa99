"""Hosts: volunteers of an organization, asked for a talk by whoever takes part there."""
