"""Our own routes beside Streamlit: each a thin door to one service."""
