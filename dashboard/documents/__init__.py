"""Documents that leave the house: minutes and agendas, as DOCX, PDF and plain text. Knows no Streamlit."""
