"""How far do people and program agree over all of this hub, and which scores of the program are hidden for that?

What is stored stays as it came; what leaves the hub goes through here. May import interviews, review's queries, and the
kiosk's pure rules (app.agreement, app.review.hidden, app.content), so that both hide the same by the same code.
"""
