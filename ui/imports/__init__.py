"""Taking over lists from spreadsheets, looked through before anything is saved."""
