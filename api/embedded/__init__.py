"""The whole product on one machine: what `askwell up` starts and keeps running."""
