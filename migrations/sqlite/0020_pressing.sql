-- Lists of what presses find it at once, however many cases are open: few are urgent or high.
CREATE INDEX queue_pressing ON queue (priority, due_at, number) WHERE state <> 'closed' AND priority <> 'normal';
