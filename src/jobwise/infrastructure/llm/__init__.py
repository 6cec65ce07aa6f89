"""Language models behind one port: adapters per provider, and the chain that asks them in order."""
