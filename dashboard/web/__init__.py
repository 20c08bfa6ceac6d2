"""Our own routes beside Streamlit: each a thin door to one service."""

import dashboard.web.numbers  # noqa: F401  the routes name this kind of number in their paths
