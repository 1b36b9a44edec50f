"""Who may talk to the server: names and origins, headers, logins, options, uploads. One layer a module, each around the next."""
