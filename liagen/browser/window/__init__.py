"""The officer's page on a server of her own, for who has Python and where a page cannot do all by itself."""
