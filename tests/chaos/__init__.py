"""The chaos campaign: the real processes are killed and stopped, every reminder is accounted for."""
