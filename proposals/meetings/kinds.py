"""The kinds of duties that reception days and meetings open."""

RECEIVE = "meetings.receive"
SIGN_OFF = "meetings.sign_off"
TURN_POINTS = "meetings.turn_points"
HOLD = "meetings.hold"
MINUTES = "meetings.minutes"
ACTION = "meetings.action"
