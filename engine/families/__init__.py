"""What every loss, optimizer, penalty, schedule and initial value has in common."""
