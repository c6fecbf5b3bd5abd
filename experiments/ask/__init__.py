"""A question of the articles, asked and answered.

question         what a question holds
question_file    its file, read strictly
find_question    questions by number or by words
paired_samples   runs of both arms, over parameter samples and under every hypothesis
sample_shares    in what share of samples a change matters, luck taken out
verdict          yes, no, only if, cannot be told
deciding_range   the range of one parameter that decides
event_rates      what the logs hold more or less of
twin_story       one run in both arms, in three lines
variant_clauses  variants of the rival hypotheses in words
answer           everything together, as numbers and tables
answer_tables    the tables below the words
answer_words     the four parts in plain words
"""
