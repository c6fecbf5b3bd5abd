"""The look of all figures is set here, and nowhere else.

`look` holds every colour, size of text and setting of matplotlib; `page` the page that figures
share, with its title, caption and source; `axes` dates, percentages and outcomes along an axis;
`bins` and `errorbars` how distributions and uncertainties are drawn; `labels` and `text_fit` where
words go so that none is cut off or printed over another; `numbers` how exact they are.
"""
