"""The contract suite: what a team runs against its server before it trusts a release."""
