"""While an interview waits for a blind rating: one condition, for every query that shows scores or takes ratings."""

# A rating after which a second person was to rate blind opens the scores after three days all the same (decision 0033).
OPENS = "(a.opens or (a.kind = 'rating' and a.at < now() - interval '3 days'))"
WAITS = (
    "(i.blind_first and not exists (select from ratings r where r.interview_id = i.id and r.is_blind)"
    " and not exists (select from review_acts a where a.kiosk_id = i.kiosk_id and a.interview_id = i.interview_id"
    f" and {OPENS}))"
)
