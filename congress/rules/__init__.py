"""The rules of the workers' congress: what they say (`catalogue`) and the pure functions that judge by them.

Plain values in, plain values out: no query, no clock, integers and fractions only (GEN-05). `law` is the rulebook's
answer for the unit on the day whose rules hold (CON-01); whoever has no law at hand judges by the library's defaults.

    matters    which matter needs which right              quorum      how many must be present
    counting   majorities and what is counted              deciding    what a vote decides, and what may be voted
    electing   who is elected, and the next round          directors   employee directors and supervisors
    seats      how many representatives                    quotas      from which constituency, and who
    composing  who the representatives are                 serving     terms, vacancies, presidium, committees
    convening  who may call what, and which topics         dating      the 24 steps and their days
    voiding    what a shortcoming does to a resolution     conforming  the 24 checks of 三个规范
"""
