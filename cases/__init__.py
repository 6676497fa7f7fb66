"""What institutions may do together: person, participants, consent, records, access."""
