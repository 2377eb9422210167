"""What a policy means by what its file does not say."""

from bot.rules.policies.terms import Clocks, Range, Right


def test_a_right_sets_no_condition_that_its_file_does_not_name():
    bare = Right(("warm",), fees_come_off=False)

    conditions = (bare.unopened, bare.unattended, bare.credits_unused, bare.first_ever, bare.by_staff)
    assert not any((*conditions, bare.by_staff_at_renewal, bare.above_exclusions, bare.exception))
    assert (bare.reasons, bare.stages, bare.cycles, bare.steps, bare.evidence) == ((), (), (), (), ())
    assert (bare.use_below_percent, bare.unsolved_hours) == (None, None)


def test_the_clocks_are_those_of_the_refund_rules_where_a_file_sets_none():
    assert Clocks() == Clocks(Range(3, 5), Range(7, 10), Range(10, 14), Range(3, 5), cutoff_hour=18, evidence_days=7)
