"""The corrective action plan as a document, and the page of it that the report and the summary share."""
