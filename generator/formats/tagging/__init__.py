"""Stage `formats`: the structure of a tagged PDF, made from the boxes that WeasyPrint laid out.

WeasyPrint's own tags pass every validator and still cut lists in two, read page numbers aloud and
say nothing of languages. So this package makes the whole structure tree itself:

    roles      what an HTML element is in a PDF
    structure  boxes of all pages → one tree, one node for one element
    content    which pieces of a page are content, which are artifacts; spaces between words
    clusters   the text behind each glyph of a script that joins or stacks its letters
    places     boxes that a person can write in or tick, where a document is to be filled in on a screen
    form       places → fields
    typing_font  the font for what people type
    writing    tree → PDF objects
    engine     the two places where WeasyPrint hands over, and what is relied on there
"""
