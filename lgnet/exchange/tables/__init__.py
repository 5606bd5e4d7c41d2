"""Tables of people: CSV and XLSX files from desks and associations, read, judged, brought in."""
