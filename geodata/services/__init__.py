"""One use case a function: it takes the database and the actor, asks the policy, does the work, commits."""
