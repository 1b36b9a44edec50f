"""The pages. The only home of streamlit beside the server; it shows scenes and cards and computes nothing of its own."""
