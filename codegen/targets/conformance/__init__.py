"""Inputs and the answers expected of every implementation."""
