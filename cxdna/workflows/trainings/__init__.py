"""The register of trainings and certificates, and how many of those who deal with customers are covered."""
