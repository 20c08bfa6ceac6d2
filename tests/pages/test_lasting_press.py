"""A press outlives a run that ends before it is answered, and is answered once."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.shown import without_failure


def a_form() -> None:
    import streamlit as st

    from dashboard.components.lasting_press import answered, lasting_button

    pressed = lasting_button("Uložit", "form-save", width="content")
    if st.session_state.get("broken off"):
        st.stop()
    if pressed:
        answered("form-save")
        st.session_state["saved"] = st.session_state.get("saved", 0) + 1


def test_a_press_in_a_run_that_was_broken_off_counts_in_the_next_one_and_once() -> None:
    page = without_failure(AppTest.from_function(a_form).run())
    assert "saved" not in page.session_state
    page.session_state["broken off"] = True
    page = without_failure(page.button(key="form-save").click().run())
    assert "saved" not in page.session_state
    page.session_state["broken off"] = False
    for _again in range(2):
        page = without_failure(page.run())
        assert page.session_state["saved"] == 1
