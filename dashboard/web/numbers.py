"""Numbers in paths: `{id:number}`. One too long for any record or tile matches no route, so it is not found."""

from __future__ import annotations

from starlette.convertors import IntegerConvertor, register_url_convertor


class NumberConvertor(IntegerConvertor):
    """A whole number that a database can hold."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", NumberConvertor())
