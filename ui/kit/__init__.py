"""What every place of the window uses: look, text, buttons, tables, forms, pages, jobs.

Import the module that holds what you need (``from ui.kit.buttons import Button``);
nothing is re-exported here, so that the sign-in page loads only what it shows.
"""
