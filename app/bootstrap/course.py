"""What may happen in an interview, for the store, which knows nothing of it."""

from app.flow.interview import Interview, advance
from app.store.course import Course

COURSE = Course(Interview(), advance)
