"""Figures, as PNG and SVG: of a result (`run`), of a study (`study`), of a fit (`fit`).

How they all look is set in `style`. The only package that imports matplotlib.
"""
