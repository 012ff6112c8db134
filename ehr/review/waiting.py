"""While an interview waits for a blind rating: one condition, for every query that shows scores or takes ratings."""

# A rating after which a second person was to rate blind opens the scores after three days all the same (decision 0033).
OPENS = "(a.opens or (a.kind = 'rating' and a.at < now() - interval '3 days'))"
# A kiosk's rating after which a second one is wanted there, whether or not this hub drew the interview (decision 0034).
WANTS_SECOND = "(a.kind = 'rating' and not a.opens)"
_SAID = "select from review_acts a where a.kiosk_id = i.kiosk_id and a.interview_id = i.interview_id"
WAITS = (
    f"((i.blind_first or exists ({_SAID} and {WANTS_SECOND}))"
    " and not exists (select from ratings r where r.interview_id = i.id and r.is_blind)"
    f" and not exists ({_SAID} and {OPENS}))"
)
