using CsCheck;

namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>
/// Commands, redeliveries, lost and late calls, lost answers, dead and slow replicas in every order that a generator finds: whatever happens,
/// the money is right in the end.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly Gen<Step[]> Steps = Gen.Frequency(
            (2, Gen.Const(Step.Submit)),
            (2, Gen.Const(Step.Authorize)),
            (1, Gen.Const(Step.PayAgain)),
            (1, Gen.Const(Step.PayAgainWithOtherToken)),
            (2, Gen.Const(Step.Capture)),
            (1, Gen.Const(Step.Revoke)),
            (5, Gen.Const(Step.Claim)),
            (2, Gen.Const(Step.ClaimAfterLeaseRanOut)),
            (3, Gen.Const(Step.Reach)),
            (3, Gen.Const(Step.Overtake)),
            (1, Gen.Const(Step.Perish)),
            (4, Gen.Const(Step.AnswerReached)),
            (2, Gen.Const(Step.LoseAnswer)),
            (1, Gen.Const(Step.NotReached)),
            (1, Gen.Const(Step.TimePasses)))
        .Array[5, 60];

    /// <summary>The first card with how often it overloads.</summary>
    private static readonly Gen<(string Token, int Overloads)> Cards = Gen.Frequency(
        (2, Gen.Const(("tok_ok", 0))),
        (1, Gen.Const(("tok_decline", 0))),
        (1, Gen.Const(("tok_overload", 2))),
        (1, Gen.Const(("tok_overload", int.MaxValue))));

    [Fact]
    public void AnyInterleaving_Drained_LeavesTheMoneyRight() =>
        Gen.Select(Steps, Gen.Int[0, 3], Cards).Sample(
            (steps, captureRefusals, card) =>
            {
                var world = new World(captureRefusals, card.Token, card.Overloads);
                foreach (var step in steps)
                {
                    world.Take(step);
                }

                world.Drain();
                world.ShouldBeRight();
            },
            iter: 20_000,
            threads: 1);

    [Fact]
    public void AnyInterleaving_RevokedAtTheEnd_HoldsAndTakesNothing() =>
        Gen.Select(Steps, Gen.Int[0, 3], Cards).Sample(
            (steps, captureRefusals, card) =>
            {
                var world = new World(captureRefusals, card.Token, card.Overloads);
                foreach (var step in steps)
                {
                    world.Take(step);
                }

                world.Take(Step.Revoke);
                world.Drain();
                world.ShouldBeRight();
            },
            iter: 20_000,
            threads: 1);
}
